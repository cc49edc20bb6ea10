import { useSay } from "@platform/i18n/language";
import { useRegistry } from "@platform/registry/registry";
import { EmptyState } from "@platform/states/states";
import { Card } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";

export interface CatalogueEntry {
  module: string;
  path: string;
  label: string;
  help?: string;
}

/** Places of the application as one card a module. */
export function Catalogue(props: { entries: CatalogueEntry[] }): ReactNode {
  const say = useSay();
  const registry = useRegistry();
  const modules = registry.modules
    .map((module) => module.name)
    .filter((module) => props.entries.some((entry) => entry.module === module));
  if (modules.length === 0) return <EmptyState />;
  return (
    <div className="cards">
      {modules.map((module) => (
        <Card key={module} title={say(registry.module(module))} size="small">
          <ul className="plain">
            {props.entries
              .filter((entry) => entry.module === module)
              .map((entry) => (
                <li key={entry.path}>
                  <Link to={entry.path}>{entry.label}</Link>
                  {entry.help && <div className="soft small">{entry.help}</div>}
                </li>
              ))}
          </ul>
        </Card>
      ))}
    </div>
  );
}
