import { type ReactNode, useEffect } from "react";
import { usePlatformTexts } from "../texts";

/** The head of every page: its title, also of the window, what stands beside, what one may do. */
export function PageHead(props: {
  title: string;
  /** Above the title: what kind of thing this is. */
  over?: ReactNode;
  /** Beside the title: a state. */
  beside?: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
}): ReactNode {
  const t = usePlatformTexts();
  const product = t("product");
  useEffect(() => {
    document.title = `${props.title} · ${product}`;
  }, [props.title, product]);
  return (
    <div className="page-head">
      <div>
        {props.over && <div className="soft page-over">{props.over}</div>}
        <div className="page-title">
          <h1>{props.title}</h1>
          {props.beside}
        </div>
        {props.lead && <p className="soft">{props.lead}</p>}
      </div>
      {props.actions && <div className="page-actions">{props.actions}</div>}
    </div>
  );
}
