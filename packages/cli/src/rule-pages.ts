import { fileURLToPath } from "node:url";
import { pageOf } from "@typed-session/core";
import type { Disk } from "./disk/disk.js";
import { textFrom } from "./disk/text.js";
import type { Rule } from "./rule-option.js";

/** The folders of the pages: the build copies them beside itself, and the sources use the ESLint plugin's. */
const folders = ["./rules/", "../../eslint-plugin/docs/rules/"].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/**
 * The page about a rule, in Markdown, with links that work from anywhere.
 *
 * @throws Error if the package is incomplete
 */
export function rulePage(disk: Disk, rule: Rule): string {
  const [page] = folders.flatMap((folder) => disk.read(`${folder}${rule.name}.md`) ?? []);
  if (!page) throw new Error(`the page of ${rule.name} is missing from the installed package`);
  return textFrom(page).replace(/\]\(([^\s()]+)\)/g, (_, link: string) => `](${new URL(link, pageOf(rule)).href})`);
}
