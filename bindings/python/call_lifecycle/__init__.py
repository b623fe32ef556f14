"""The lifecycle of a Microsoft Graph call, its keepAlive deadlines and its recordings, as a state machine.

`Call` is the application's end, `ServiceCall` the service's. `call_lifecycle.aio` drives a call on asyncio.
"""

from ._abi import (
    ApiVersion,
    AppBody,
    AppEvent,
    AppOutput,
    AppRequest,
    CallState,
    Cause,
    ChangeType,
    CompletionReason,
    DeadlineKind,
    MediaEvent,
    OperationKind,
    OperationStatus,
    PeerEvent,
    Profile,
    RecordPhase,
    Rejection,
    ServiceRequest,
    Tone,
    Verb,
    Verdict,
)
from ._base import Operation
from ._call import Call, Result
from ._errors import CallLifecycleError, CreateError, SettingError, SnapshotError
from ._event import Event, ServiceEvent
from ._notice import Notice, Request, created, notices
from ._service import ServiceCall
from ._settings import ServiceSettings, Settings
from ._step import Output, ServiceOutput, ServiceStep, Step, Token
from ._values import context_bytes

__all__ = [
    "ApiVersion",
    "AppBody",
    "AppEvent",
    "AppOutput",
    "AppRequest",
    "Call",
    "CallLifecycleError",
    "CallState",
    "Cause",
    "ChangeType",
    "CompletionReason",
    "CreateError",
    "DeadlineKind",
    "Event",
    "MediaEvent",
    "Notice",
    "Operation",
    "OperationKind",
    "OperationStatus",
    "Output",
    "PeerEvent",
    "Profile",
    "RecordPhase",
    "Rejection",
    "Request",
    "Result",
    "ServiceCall",
    "ServiceEvent",
    "ServiceOutput",
    "ServiceRequest",
    "ServiceSettings",
    "ServiceStep",
    "SettingError",
    "Settings",
    "SnapshotError",
    "Step",
    "Token",
    "Tone",
    "Verb",
    "Verdict",
    "context_bytes",
    "created",
    "notices",
]
