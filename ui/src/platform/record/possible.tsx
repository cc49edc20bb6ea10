import { DownOutlined } from "@ant-design/icons";
import { Button, Card, Collapse, Dropdown } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import type { Possible } from "../api/types";
import { useSay } from "../i18n/language";
import { useRegistry } from "../registry/registry";
import { commandPath } from "../screens/paths";
import { LoadingState } from "../states/states";
import { usePlatformTexts } from "../texts";
import { usePossible } from "./use-record";

const BUTTONS_MAX = 3;

/** Where a command about a thing is filled in. */
export function useCommandPathFor(subject: string): (kind: string) => string {
  const registry = useRegistry();
  return (kind) => {
    const field = registry.command(kind)?.about_field;
    return commandPath(kind, field == null ? {} : { [field]: subject });
  };
}

/** The commands that may be done with a thing now, in the head of its page. */
export function DoButtons({ subject }: { subject: string }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const registry = useRegistry();
  const pathOf = useCommandPathFor(subject);
  const allowed = (usePossible(subject) ?? []).filter((each) => each.allowed);
  const [first, ...rest] = allowed;
  if (first === undefined) return null;
  const open = rest.slice(0, BUTTONS_MAX - 1);
  const folded = rest.slice(BUTTONS_MAX - 1);
  return (
    <>
      <Link to={pathOf(first.kind)}>
        <Button type="primary" tabIndex={-1}>
          {say(registry.label(first.kind))}
        </Button>
      </Link>
      {open.map((each) => (
        <Link key={each.kind} to={pathOf(each.kind)}>
          <Button tabIndex={-1}>{say(registry.label(each.kind))}</Button>
        </Link>
      ))}
      {folded.length > 0 && (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: folded.map((each) => ({
              key: each.kind,
              label: <Link to={pathOf(each.kind)}>{say(registry.label(each.kind))}</Link>,
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
  const pathOf = useCommandPathFor(props.subject);
  return (
    <ul className="plain">
      {props.allowed.map((each) => {
        const help = registry.command(each.kind)?.help;
        return (
          <li key={each.kind}>
            <Link to={pathOf(each.kind)}>{say(registry.label(each.kind))}</Link>
            {help && <div className="soft small">{say(help)}</div>}
          </li>
        );
      })}
    </ul>
  );
}

function Refused({ refused }: { refused: Possible[] }): ReactNode {
  const say = useSay();
  const registry = useRegistry();
  return (
    <ul className="plain">
      {refused.map((each) => (
        <li key={each.kind}>
          {say(registry.label(each.kind))}
          {each.why && <div className="soft small">{say(each.why)}</div>}
        </li>
      ))}
    </ul>
  );
}
