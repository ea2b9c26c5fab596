import { resolve } from "node:path";
import { format, resolveConfig } from "prettier";
import { expect, test } from "vitest";
import type { InferenceCase } from "../support/inference.js";
import { unmarked } from "../support/marked.js";
import type { Pattern } from "./pattern.js";
import { patterns } from "./rows/index.js";

const file = resolve(import.meta.dirname, "../../../../docs/patterns.md");

/** `vitest run packages/core/test/patterns/docs.test.ts -u` brings the page in step. */
test("the page of patterns shows every case with its conclusion", async () => {
  const text = [intro, ...patterns.map(section)].join("\n\n");
  const written = await format(text, { ...(await resolveConfig(file)), filepath: file });
  await expect(written).toMatchFileSnapshot(file);
});

const intro = `# How people write the callbacks, and what is concluded

Generated from the engine's own test cases (\`packages/core/test/patterns/rows\`): each line is a project that is analysed in the tests,
with the compiler and next-auth as they are installed. A field with a \`?\` is left out on some path. \`S\` is \`Session\`, \`U\` is
\`Session.user\`, \`T\` is \`JWT\`.`;

function section({ row, title, cases }: Pattern): string {
  const [first] = cases;
  const example = first && codeOf(first);
  return [
    `## ${row}: ${title}`,
    ...(example === undefined ? [] : [`\`\`\`ts\n${example}\n\`\`\``]),
    ["| case | fields | otherwise |", "| --- | --- | --- |", ...cases.map(line)].join("\n"),
  ].join("\n\n");
}

/** The callback that writes the fields, as its author wrote it. */
function codeOf({ jwt, session, fields }: InferenceCase): string | undefined {
  const isOfSession = fields.some((field) => !field.startsWith("T."));
  const source = (isOfSession ? session : jwt) ?? jwt ?? session;
  if (source === undefined) return undefined;
  return unmarked(source)
    .text.split("\n")
    .map((one) => one.replace(/^ {4}/, ""))
    .join("\n");
}

function line({ name, fields, silent = [], unknownReads = [], inputs = [], open = [] }: InferenceCase): string {
  const shown = fields.length === 0 ? "none" : fields.map((field) => `\`${field}\``).join("<br>");
  const list = (names: readonly string[]): string => names.map((one) => `\`${one}\``).join(", ");
  const notes = [
    ...(silent.length > 0 ? [`nothing is said of ${list(silent)}`] : []),
    ...(inputs.length > 0 ? [`${list(inputs)} is to be declared`] : []),
    ...(unknownReads.length > 0 ? [`nobody writes ${list(unknownReads)}`] : []),
    ...(open.length > 0 ? [`${list(open)} may hold more`] : []),
  ];
  return `| ${[name, shown, notes.join("; ")].map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}
