import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { call } from "../api/client";
import { useFormats } from "../formats/use-formats";
import { useSay } from "../i18n/language";
import type { Text } from "../i18n/text";
import { useTexts } from "../i18n/texts";
import { useRegistry } from "../registry/registry";
import { commandPath } from "../screens/paths";
import { usePermission } from "../session/store";
import { ACCESS_KINDS } from "./acting";
import { access } from "./texts";

/** Two separated duties that somebody has or would have together. */
export interface Clash {
  separation_id: string;
  title: Text;
  first: string;
  second: string;
  exception_until: string | null;
}

/** A role that a person has not, and what speaks against granting it. */
export interface NewRole {
  role_id: string;
  title: Text;
  clashes: Clash[];
  no: { code: string; why: Text } | null;
}

export function useNewRoles(userId: string | null) {
  return useQuery({
    queryKey: ["conflicts", userId],
    queryFn: ({ signal }) =>
      call<{ roles: NewRole[] }>("/api/permissions/conflicts", {
        query: { user: userId },
        signal,
      }),
    enabled: userId !== null,
    meta: { kinds: ACCESS_KINDS },
  });
}

/** What a new role would conflict with, told before it is granted; what can be done about it. */
export function Forewarned(props: { userId: string; role: NewRole }): ReactNode {
  const t = useTexts(access);
  const say = useSay();
  const { instant } = useFormats();
  const mayAsk = usePermission("people.exception.request");
  const { clashes, no } = props.role;
  const until = clashes.flatMap(({ exception_until }) => exception_until ?? []).sort()[0];
  if (no === null && until === undefined) return null;
  const open = clashes.filter((each) => each.exception_until === null);
  return (
    <Alert
      type={no === null ? "warning" : "error"}
      showIcon
      role="alert"
      title={
        no === null && until !== undefined
          ? t("conflict_leave", { until: instant(until) })
          : t("conflict")
      }
      description={
        <>
          {no !== null && clashes.length === 0 && <p>{say(no.why)}</p>}
          <Clashes of={clashes} />
          {mayAsk && open[0] !== undefined && (
            <Link
              className="name"
              to={commandPath("people.request_exception/1", {
                user_id: props.userId,
                separation_id: open[0].separation_id,
              })}
            >
              {t("conflict_ask")}
            </Link>
          )}
        </>
      }
    />
  );
}

/** Pairs of permissions by their labels, and the separations that keep them apart. */
export function Clashes({ of }: { of: readonly Clash[] }): ReactNode {
  const t = useTexts(access);
  const say = useSay();
  const registry = useRegistry();
  if (of.length === 0) return null;
  return (
    <ul className="plain">
      {of.map((each) => (
        <li key={each.separation_id}>
          {t("conflict_pair", {
            first: say(registry.label(each.first)),
            second: say(registry.label(each.second)),
          })}
          <div className="soft small">{t("conflict_kept", { separation: say(each.title) })}</div>
        </li>
      ))}
    </ul>
  );
}
