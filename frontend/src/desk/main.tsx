import "../shared/base.css";
import "./desk.css";
import { render } from "preact";
import { App } from "./App.tsx";

const root = document.getElementById("page");
if (root) render(<App />, root);
