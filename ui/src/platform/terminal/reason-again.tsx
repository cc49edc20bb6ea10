import { Button, Input } from "antd";
import { type ReactNode, useState } from "react";
import { useTexts } from "../i18n/texts";
import type { Acting } from "./act";
import style from "./terminal.module.css";
import { terminal } from "./texts";

/** Refusals that a reason lifts. */
const BY_REASON = new Set(["not_fefo"]);

/** Where a reason would do: a field for it, and the same deed again with it. */
export function ReasonAgain(props: {
  acting: Acting;
  onDone: (isTaken: boolean) => void;
}): ReactNode {
  const t = useTexts(terminal);
  const [reason, setReason] = useState("");
  const { done, act, isBusy } = props.acting;
  if (done?.outcome.is !== "refused" || !BY_REASON.has(done.outcome.problem.code)) return null;
  const again = async () => {
    if (reason.trim() === "") return;
    const outcome = await act({ ...done.deed, reason: reason.trim() });
    props.onDone(outcome.is === "sealed" || outcome.is === "queued");
  };
  return (
    <form
      className={style.row}
      onSubmit={(event) => {
        event.preventDefault();
        void again();
      }}
    >
      <Input
        size="large"
        aria-label={t("reason")}
        placeholder={t("reason")}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        styles={{ root: { flex: "1 1 260px" } }}
      />
      <Button size="large" htmlType="submit" loading={isBusy} disabled={reason.trim() === ""}>
        {t("reason_go")}
      </Button>
    </form>
  );
}
