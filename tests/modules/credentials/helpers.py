"""People with passwords, factors and passkeys, as tests of credentials need them."""

from lotproof.modules.credentials.commands_program import EnrolTotp, RegisterPasskey
from lotproof.modules.credentials.vocabulary import PasskeyId, TotpId
from lotproof.modules.people.authority import API
from lotproof.modules.people.commands import RegisterUser, SetPassword
from lotproof.modules.people.vocabulary import UserId, UserLanguage
from tests.support.plant import Plant

HASH = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$c29tZWhhc2g"
SEED = "c2VhbGVk" * 8
AAGUID = "00000000-0000-0000-0000-000000000000"


def digest(n: int) -> str:
    return f"{n:064x}"


def person(plant: Plant, login: str = "keeper", setter: str = "sys_console") -> UserId:
    made = plant.ok(RegisterUser(login=login, name="Name", language=UserLanguage.EN))
    user_id = UserId.parse(made.value("user_id"))
    plant.ok(SetPassword(user_id=user_id, password_hash=HASH), actor=setter)
    return user_id


def enrol(plant: Plant, user_id: UserId, step: int = 100, codes: int = 2) -> TotpId:
    made = plant.ok(
        EnrolTotp(
            user_id=user_id,
            sealed_seed=SEED,
            step=step,
            recovery_digests=[digest(n) for n in range(1, codes + 1)],
        ),
        actor=API,
    )
    return TotpId.parse(made.value("totp_id"))


def passkey(plant: Plant, user_id: UserId, credential_id: str = "abc", count: int = 0) -> PasskeyId:
    made = plant.ok(
        RegisterPasskey(
            user_id=user_id,
            name="Phone",
            credential_id=credential_id,
            public_key="key",
            rp_id="plant.example",
            aaguid=AAGUID,
            is_synced=count == 0,
            sign_count=count,
        ),
        actor=API,
    )
    return PasskeyId.parse(made.value("passkey_id"))
