import { DownOutlined } from "@ant-design/icons";
import { Button, Card, Collapse, Dropdown } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { useActing } from "../acting/acting";
import { access } from "../acting/texts";
import type { Possible } from "../api/types";
import { useSay } from "../i18n/language";
import { useTexts } from "../i18n/texts";
import { useRegistry } from "../registry/registry";
import { BEHALF, commandPath } from "../screens/paths";
import { LoadingState } from "../states/states";
import { usePlatformTexts } from "../texts";
import { usePossible } from "./use-record";

const BUTTONS_MAX = 3;

/** Where a command about a thing is filled in. */
export function possiblePath(subject: string, { kind, field, behalf }: Possible): string {
  return commandPath(kind, {
    ...(field !== null && { [field]: subject }),
    ...(behalf !== null && { [BEHALF]: behalf }),
  });
}

/** The commands that may be done with a thing now, in the head of its page. */
export function DoButtons({ subject }: { subject: string }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const registry = useRegistry();
  const module = registry.kindOfId(subject)?.module;
  const isForeign = ({ kind }: Possible) => Number(registry.command(kind)?.module !== module);
  const allowed = (usePossible(subject) ?? [])
    .filter((each) => each.allowed)
    .sort((one, other) => isForeign(one) - isForeign(other));
  const open = allowed.slice(0, BUTTONS_MAX);
  const folded = allowed.slice(BUTTONS_MAX);
  return (
    <>
      {open.map((each) => (
        <Link key={each.kind} to={possiblePath(subject, each)}>
          <Button tabIndex={-1}>{say(registry.label(each.kind))}</Button>
        </Link>
      ))}
      {folded.length > 0 && (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: folded.map((each) => ({
              key: each.kind,
              label: <Link to={possiblePath(subject, each)}>{say(registry.label(each.kind))}</Link>,
            })),
          }}
        >
          <Button>
            {t("more")} <DownOutlined />
          </Button>
        </Dropdown>
      )}
    </>
  );
}

/** What may be done now, and why the rest may not. */
export function PossiblePanel({ subject }: { subject: string }): ReactNode {
  const t = usePlatformTexts();
  const possible = usePossible(subject);
  if (possible === undefined) {
    return (
      <Card size="small" title={t("record_now")}>
        <LoadingState rows={3} />
      </Card>
    );
  }
  const allowed = possible.filter((each) => each.allowed);
  const refused = possible.filter((each) => !each.allowed);
  return (
    <Card size="small" title={t("record_now")}>
      {allowed.length === 0 && <p className="soft">{t("record_nothing_possible")}</p>}
      <Allowed subject={subject} allowed={allowed} />
      {refused.length > 0 && (
        <Collapse
          ghost
          className="form-more gap-above"
          items={[
            {
              key: "refused",
              label: `${t("record_not_now")} (${refused.length})`,
              children: <Refused refused={refused} />,
            },
          ]}
        />
      )}
    </Card>
  );
}

function Allowed(props: { subject: string; allowed: Possible[] }): ReactNode {
  const say = useSay();
  const registry = useRegistry();
  return (
    <ul className="plain">
      {props.allowed.map((each) => {
        const help = registry.command(each.kind)?.help;
        return (
          <li key={each.kind}>
            <Link to={possiblePath(props.subject, each)}>{say(registry.label(each.kind))}</Link>
            {each.behalf !== null && <ForWhom behalf={each.behalf} />}
            {help && <div className="soft small">{say(help)}</div>}
          </li>
        );
      })}
    </ul>
  );
}

function ForWhom({ behalf }: { behalf: string }): ReactNode {
  const t = useTexts(access);
  const lender = useActing().data?.delegations.find((each) => each.behalf === behalf);
  return <div className="soft small">{t("behalf", { name: lender?.name ?? behalf })}</div>;
}

function Refused({ refused }: { refused: Possible[] }): ReactNode {
  const say = useSay();
  const registry = useRegistry();
  return (
    <ul className="plain">
      {refused.map((each) => (
        <li key={each.kind}>
          {say(registry.label(each.kind))}
          <div className="soft small">{each.why && say(each.why)}</div>
        </li>
      ))}
    </ul>
  );
}
