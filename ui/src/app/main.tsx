import "./style.css";
import { createRoot } from "react-dom/client";
import { Application } from "./application";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has an element with the id root");
createRoot(root).render(<Application />);
