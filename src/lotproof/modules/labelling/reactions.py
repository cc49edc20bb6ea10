"""Where labelling has a say in what others do."""

from lotproof.kernel.refusals import Refused
from lotproof.kernel.work import Reader
from lotproof.modules.labelling import rules
from lotproof.modules.labelling.queries import accounts, is_held, runs, unaccounted
from lotproof.modules.labelling.vocabulary import AccountState, LabelRunId
from lotproof.modules.warehouse.gates import MAY_RELEASE, ReleaseAsked
from lotproof.modules.warehouse.queries import Lot


@MAY_RELEASE.join
def labels_are_accounted_for(asked: ReleaseAsked, reader: Reader) -> Refused | None:
    """A device is not released while labels of its lot may be on something else."""
    for account in accounts(reader, asked.lot_id):
        if account.is_controlled and account.state is AccountState.OPEN:
            lot = reader.get(Lot, asked.lot_id)
            return rules.LabelsNotReconciled(lot=lot.number, count=unaccounted(account))
    for run in runs(reader, asked.lot_id):
        if is_held(reader, run):
            return rules.LabelRunHeld(run=LabelRunId.text(run.id))
    return None
