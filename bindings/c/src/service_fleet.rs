//! A fleet of the service's end.

crate::fleet::fleet! {
    crate::value::Service, crate::value::cl_service, crate::service_event::cl_service_event,
    crate::settings::cl_service_settings, crate::settings::service_policy, crate::service_step::write,
    cl_service_fleet_size, cl_service_fleet_new, cl_service_fleet_insert, cl_service_fleet_find, cl_service_fleet_get,
    cl_service_fleet_remove, cl_service_fleet_length, cl_service_fleet_next_deadline, cl_service_fleet_handle,
    cl_service_fleet_handle_all, cl_service_fleet_wake
}
