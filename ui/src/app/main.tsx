import "./style/base.css";
import "./style/shell.css";
import "./style/pages.css";
import "./style/forms.css";
import "./style/records.css";
import { createRoot } from "react-dom/client";
import { Application } from "./application";
import { keepApplication } from "./version";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has an element with the id root");
createRoot(root).render(<Application />);
keepApplication();
