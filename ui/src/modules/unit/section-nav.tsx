import { ExclamationCircleFilled } from "@ant-design/icons";
import { useTexts } from "@platform/i18n/texts";
import { type ReactNode, useEffect, useState } from "react";
import type { Section, SectionName } from "./sections";
import { unit } from "./texts";
import styles from "./unit.module.css";

/** The sections of the page with their counts; the one that is read is marked. */
export function SectionNav({ sections }: { sections: readonly Section[] }): ReactNode {
  const t = useTexts(unit);
  const read = useRead(sections);
  return (
    <nav aria-label={t("sections")} className={styles.nav}>
      <ul>
        {sections.map(({ name, count, isOdd }) => (
          <li key={name}>
            <a
              href={`#${name}`}
              aria-current={read === name ? "location" : undefined}
              onClick={(event) => {
                event.preventDefault();
                goTo(name);
              }}
            >
              {t(`section_${name}`)}
              {isOdd && <ExclamationCircleFilled className="odd" aria-label={t("odd")} />}
              {count !== null && count > 0 && <span className="soft number">{count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function goTo(name: SectionName): void {
  const section = document.getElementById(name);
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  section?.scrollIntoView({ behavior: isCalm ? "auto" : "smooth" });
  section?.focus({ preventScroll: true });
}

const HEAD = 140;

/** The last section whose head has passed the top of the window. */
function useRead(sections: readonly Section[]): SectionName | undefined {
  const [read, setRead] = useState<SectionName | undefined>(sections[0]?.name);
  useEffect(() => {
    const look = () => {
      const isAtEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 4;
      const passed = sections.filter(({ name }) => {
        const top = document.getElementById(name)?.getBoundingClientRect().top;
        return top !== undefined && (isAtEnd ? top < innerHeight - HEAD : top < HEAD);
      });
      setRead((passed.at(-1) ?? sections[0])?.name);
    };
    look();
    addEventListener("scroll", look, { passive: true });
    return () => removeEventListener("scroll", look);
  }, [sections]);
  return read;
}
