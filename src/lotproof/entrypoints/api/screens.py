"""What the screens with a design of their own ask for: one list of routes from a file each."""

from starlette.routing import Route

from lotproof.entrypoints.api.access import access_routes
from lotproof.entrypoints.api.boards import board_routes
from lotproof.entrypoints.api.chain import chain_routes
from lotproof.entrypoints.api.changes import change_routes
from lotproof.entrypoints.api.controlled import controlled_routes
from lotproof.entrypoints.api.dashboard import dashboard_routes
from lotproof.entrypoints.api.device_files import device_file_routes
from lotproof.entrypoints.api.equipment import equipment_routes
from lotproof.entrypoints.api.grantors import grantor_routes
from lotproof.entrypoints.api.graph import graph_routes
from lotproof.entrypoints.api.home import home_routes
from lotproof.entrypoints.api.manifestation import manifestation_routes
from lotproof.entrypoints.api.monitoring import monitoring_routes
from lotproof.entrypoints.api.notifications import notification_routes
from lotproof.entrypoints.api.permissions import permission_routes
from lotproof.entrypoints.api.plant_at import plant_at_routes
from lotproof.entrypoints.api.prints import print_routes
from lotproof.entrypoints.api.readings_import import readings_import_routes
from lotproof.entrypoints.api.rule_trials import rule_routes
from lotproof.entrypoints.api.scope_export import scope_export_routes
from lotproof.entrypoints.api.signing_passkeys import signing_passkey_routes
from lotproof.entrypoints.api.similar_cases import similar_case_routes
from lotproof.entrypoints.api.spc import spc_routes
from lotproof.entrypoints.api.story import story_routes
from lotproof.entrypoints.api.training import training_routes
from lotproof.entrypoints.api.units import unit_routes
from lotproof.entrypoints.api.validity import validity_routes


def screen_routes() -> list[Route]:
    return [
        *access_routes(),
        *board_routes(),
        *chain_routes(),
        *change_routes(),
        *controlled_routes(),
        *dashboard_routes(),
        *readings_import_routes(),
        *monitoring_routes(),
        *spc_routes(),
        *device_file_routes(),
        *equipment_routes(),
        *graph_routes(),
        *home_routes(),
        *manifestation_routes(),
        *notification_routes(),
        *permission_routes(),
        *grantor_routes(),
        *plant_at_routes(),
        *print_routes(),
        *rule_routes(),
        *scope_export_routes(),
        *signing_passkey_routes(),
        *similar_case_routes(),
        *story_routes(),
        *training_routes(),
        *unit_routes(),
        *validity_routes(),
    ]
