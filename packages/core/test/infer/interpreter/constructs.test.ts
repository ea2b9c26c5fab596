import { resolve } from "node:path";
import { format, resolveConfig } from "prettier";
import { expect, test } from "vitest";
import { constructs, type Construct } from "./constructs.js";

const file = resolve(import.meta.dirname, "../../../../../docs/constructs.md");

const intro = `# What statements do to the paths through a callback

Generated from the interpreter's own test cases (\`packages/core/test/infer/interpreter/constructs.ts\`). Each line is a \`session\` callback that ends with
\`return session;\`, and the fields that the session has then. A field with a \`?\` is left out on some path.`;

function section({ title, rows }: Construct): string {
  const lines = rows.map(([statements, fields]) => {
    const shown = fields.map((field) => `\`${field}\``).join(" ");
    return `| \`${statements.replaceAll("|", "\\|")}\` | ${shown === "" ? "none" : shown} |`;
  });
  return [
    `## ${title.charAt(0).toUpperCase()}${title.slice(1)}`,
    "",
    "| statements | fields |",
    "| --- | --- |",
    ...lines,
  ].join("\n");
}

/** `vitest run packages/core/test/infer/interpreter/constructs.test.ts -u` brings the page in step. */
test("the page of constructs shows every statement with the fields after it", async () => {
  const text = [intro, ...constructs.map(section)].join("\n\n");
  const written = await format(text, { ...(await resolveConfig(file)), filepath: file });
  await expect(written).toMatchFileSnapshot(file);
});
