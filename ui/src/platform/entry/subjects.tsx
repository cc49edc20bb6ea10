import { Tag } from "antd";
import type { ReactNode } from "react";
import { useSay } from "../i18n/language";
import { Name } from "../names/name";
import { useRegistry } from "../registry/registry";

/** What an entry is about, by kind; neighbours stand in it as `lot_3..lot_9`. */
export function Subjects({ subjects }: { subjects: readonly string[] }): ReactNode {
  const say = useSay();
  const registry = useRegistry();
  const byKind = new Map<string, string[]>();
  for (const subject of subjects) {
    const prefix = subject.slice(0, subject.indexOf("_"));
    byKind.set(prefix, [...(byKind.get(prefix) ?? []), subject]);
  }
  return (
    <dl className="pairs">
      {[...byKind].map(([prefix, ids]) => {
        const kind = registry.kindOfId(ids[0]?.split("..")[0] ?? "");
        return (
          <div key={prefix}>
            <dt>{kind ? say(kind.label) : prefix}</dt>
            <dd className="tags">
              {ids.map((id) => (
                <Tag key={id}>
                  <Range id={id} />
                </Tag>
              ))}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Range({ id }: { id: string }): ReactNode {
  const [first = id, last] = id.split("..");
  if (last === undefined) return <Name id={first} />;
  return (
    <>
      <Name id={first} /> … <Name id={last} />
    </>
  );
}
