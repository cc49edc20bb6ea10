import type { ReactNode } from "react";
import { Navigate, useParams } from "react-router-dom";
import { entryPath } from "../screens/paths";
import { ErrorState, LoadingState } from "../states/states";
import { usePlatformTexts } from "../texts";
import { useSealed } from "./use-sealed";

/** `/receipt/<command id>`: the entry of a command, once it is sealed. */
export default function ReceiptPage(): ReactNode {
  const t = usePlatformTexts();
  const { data, error, refetch } = useSealed(useParams().id ?? "");
  if (error !== null && data === undefined) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (data == null) {
    return (
      <>
        <p className="soft">{t("receipt_sealing")}</p>
        <LoadingState />
      </>
    );
  }
  return <Navigate to={entryPath(data.seq)} replace />;
}
