//! A fleet of the application's end.

crate::fleet::fleet! {
    crate::value::App, crate::value::cl_app, crate::app_event::cl_app_event, crate::settings::cl_app_settings,
    crate::settings::app_policy, crate::app_step::write,
    cl_app_fleet_size, cl_app_fleet_new, cl_app_fleet_insert, cl_app_fleet_find, cl_app_fleet_get, cl_app_fleet_remove,
    cl_app_fleet_length, cl_app_fleet_next_deadline, cl_app_fleet_handle, cl_app_fleet_handle_all, cl_app_fleet_wake
}
