import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { useTexts } from "../i18n/texts";
import { useFacts } from "./facts";
import { factTexts } from "./texts";

const load = () => import("./facts-list");
const FactsList = lazy(load);

/** Says on every screen that facts wait here, or were not taken; opens the list of them. */
export function FactsNotice(): ReactNode {
  const t = useTexts(factTexts);
  const { snapshot } = useFacts();
  const [isOpen, setOpen] = useState(false);
  // Without the line it could not be loaded any more.
  useEffect(() => void load().catch(() => undefined), []);
  const waiting = snapshot.waiting.length;
  const rejected = snapshot.rejected.length;
  return (
    <>
      {waiting + rejected > 0 && (
        <p className={`banner ${rejected > 0 ? "banner-bad" : "banner-lost"}`}>
          {rejected > 0 ? t("rejected", { count: rejected }) : t("waiting", { count: waiting })}{" "}
          <button type="button" className="banner-more" onClick={() => setOpen(true)}>
            {t("show")}
          </button>
        </p>
      )}
      {isOpen && (
        <Suspense>
          <FactsList onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
