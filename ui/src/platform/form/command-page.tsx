import { Card } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router-dom";
import { useStanding } from "../acting/acting";
import type { Receipt } from "../api/types";
import { useSay } from "../i18n/language";
import { Name } from "../names/name";
import { ReceiptView } from "../receipt/receipt-view";
import { useRegistry } from "../registry/registry";
import type { CommandInfo } from "../registry/types";
import { PageHead } from "../screens/page";
import { BEHALF } from "../screens/paths";
import { EmptyState, LoadingState, NoPermission } from "../states/states";
import { usePlatformTexts } from "../texts";
import { CommandForm } from "./command-form";

/** `/do/warehouse.release_lot/1?lot_id=lot_3`: one command, with some inputs given. */
export default function CommandPage(): ReactNode {
  const t = usePlatformTexts();
  const { name, version } = useParams();
  const command = useRegistry().command(`${name}/${version}`);
  const [search] = useSearchParams();
  if (command === undefined) return <EmptyState text={t("form_no_command")} />;
  return <OneCommand key={`${command.kind} ${search}`} command={command} search={search} />;
}

function OneCommand(props: { command: CommandInfo; search: URLSearchParams }): ReactNode {
  const say = useSay();
  const registry = useRegistry();
  const navigate = useNavigate();
  const { command, search } = props;
  const standing = useStanding(command.permission);
  const { behalf, given } = useMemo(() => {
    const { [BEHALF]: forWhom, ...rest } = Object.fromEntries(search);
    return { behalf: forWhom, given: rest };
  }, [search]);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const about = command.about_field === null ? undefined : given[command.about_field];
  if (!standing.isOwn && standing.lent.length === 0) {
    return standing.isOpen ? <LoadingState /> : <NoPermission permission={command.permission} />;
  }
  return (
    <div className="narrow">
      <PageHead
        over={
          <>
            {say(registry.module(command.module))}
            {about && (
              <>
                {" · "}
                <Name id={about} />
              </>
            )}
          </>
        }
        title={say(command.label)}
        lead={say(command.help)}
      />
      {receipt === null ? (
        <Card>
          <CommandForm
            command={command}
            given={given}
            behalf={behalf}
            onDone={setReceipt}
            onCancel={() => void navigate(-1)}
          />
        </Card>
      ) : (
        <ReceiptView receipt={receipt} about={about} onAgain={() => setReceipt(null)} />
      )}
    </div>
  );
}
