import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { useRegistry } from "@platform/registry/registry";
import type { ReactNode } from "react";
import { Scroll } from "./runs";
import { labels } from "./texts";

const KIND = "labelling.element";

/** What stands on a label, in words. */
export function ElementTable({ templateId }: { templateId: string }): ReactNode {
  const t = useTexts(labels);
  const say = useSay();
  const registry = useRegistry();
  const { data } = useRecords(KIND, { template_id: templateId, sort: "position", limit: 60 });
  const choice = (field: string, value: string | undefined) => {
    const found = registry.field(KIND, field)?.choices?.find((each) => each.value === value);
    return found ? say(found.label) : value;
  };
  const head = (field: string) => {
    const label = registry.field(KIND, field)?.label;
    return label ? say(label) : field;
  };
  return (
    <Scroll label={t("elements")}>
      <thead>
        <tr>
          <th scope="col">{head("position")}</th>
          <th scope="col">{head("kind")}</th>
          <th scope="col">{head("content")}</th>
          <th scope="col">{t("templates_size")} (mm)</th>
        </tr>
      </thead>
      <tbody>
        {data?.records.map((each) => (
          <tr key={each.position}>
            <td className="number">{each.position}</td>
            <td>{choice("kind", each.kind)}</td>
            <td className="wrap">
              {each.content ?? choice("carrier", each.carrier) ?? choice("sign", each.sign)}
            </td>
            <td className="number">
              {each.width} × {each.height}
            </td>
          </tr>
        ))}
      </tbody>
    </Scroll>
  );
}
