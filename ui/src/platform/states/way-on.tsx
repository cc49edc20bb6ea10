import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import type { Problem } from "../api/problem";
import { useLanguage, useSay } from "../i18n/language";
import { SCREENS } from "../screens/registration";
import { usePlatformTexts } from "../texts";
import { useGrantors } from "./grantors";

/** What to do about a refusal: the screen that helps with it, or whom to ask for a permission. */
export function WayOn(props: { problem: Problem }): ReactNode {
  const say = useSay();
  const { problem } = props;
  if (problem.isNotPermitted) return <WhoGrants />;
  const screens = SCREENS.filter((each) => each.helps?.includes(problem.code));
  return screens.map((each) => (
    <p key={each.path}>
      <Link to={each.path}>{say(each.title)}</Link>
    </p>
  ));
}

export function WhoGrants(): ReactNode {
  const t = usePlatformTexts();
  const people = useGrantors();
  const separator = useLanguage() === "zh" ? "、" : ", ";
  return (
    <p>
      {people.length > 0
        ? t("not_permitted_who", { people: people.join(separator) })
        : t("not_permitted_who_unknown")}
    </p>
  );
}
