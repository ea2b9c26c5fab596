import MarkdownIt from "markdown-it";
import { expect, test } from "vitest";
import { shapeMarkdown } from "../src/shape-markdown.js";

const write = { file: "lib/auth [1].ts", line: 12, column: 7 };

test("the shape as a page: the diagram, a table for each interface, and what may be missing from them", () => {
  const page = shapeMarkdown({
    configs: [
      { file: "lib/auth [1].ts", line: 3, library: { name: "next-auth", version: "4.24.15" }, strategy: "jwt" },
    ],
    fields: [
      {
        interface: "Session",
        path: "user.role",
        names: ["user", "role"],
        inferred: { type: '"reader" | "writer"', optional: true },
        declared: null,
        status: "undeclared",
        writes: [write],
      },
      {
        interface: "Session",
        path: "plan",
        names: ["plan"],
        inferred: null,
        declared: { type: "`p-${string}`", optional: false, file: "next-auth.d.ts", line: 5 },
        status: "unassigned",
        writes: [],
      },
      {
        interface: "JWT",
        path: "role",
        names: ["role"],
        inferred: { type: "string", optional: false },
        declared: { type: "string", optional: false, file: "next-auth.d.ts", line: 9 },
        status: "ok",
        writes: [write],
      },
    ],
    diagram: "flowchart LR\n",
    open: [{ target: "Session", ...write, text: "...(row | other)", why: "its type is `any`" }],
  });
  const place = "`lib/auth [1].ts:12`";
  expect(page).toBe(`# What the session holds

- next\\-auth 4\\.24\\.15, session strategy jwt, configured in \`lib/auth [1].ts:3\`

\`\`\`mermaid
flowchart LR
\`\`\`

| Session | assigned | declared | status | written at |
| --- | --- | --- | --- | --- |
| \`user.role\` | \`"reader" \\| "writer"\`, optional | not declared | **undeclared** | ${place} |
| \`plan\` | not assigned | \`\` \`p-\${string}\` \`\` | **unassigned** |  |

| JWT | assigned | declared | status | written at |
| --- | --- | --- | --- | --- |
| \`role\` | \`string\` | \`string\` | ok | ${place} |

\`Session\` may hold more than this: \`...(row | other)\` (${place}): its type is \`any\`
`);
});

/** As VS Code's preview renders, which takes HTML, makes links of addresses and shows `mermaid` as a diagram. */
const markdown = new MarkdownIt({ html: true, linkify: true, breaks: true });

/** The elements of a rendered page. */
function elementsOf(html: string): string[] {
  return [
    ...new Set([...html.matchAll(/<\/?([a-z][\w-]*)([^>]*)>/gi)].map(([, name = "", rest = ""]) => name + rest)),
  ].sort();
}

/** What a reader sees of it. */
function textOf(html: string): string {
  const entities: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"' };
  return html.replace(/<[^>]*>/g, "").replace(/&(lt|gt|amp|quot);/g, (_, name: string) => entities[name] ?? "");
}

const hostile = [
  "``` break ```",
  "`",
  "``",
  "a`b",
  "`` ` ``",
  "~~~",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "</code></pre><h1>x",
  "<!-- ",
  "![image](https://example.com/x.png)",
  "[link](command:workbench.action.quit)",
  "[a]: https://example.com",
  "<https://example.com>",
  "https://example.com",
  "www.example.com",
  "me@example.com",
  "a | b",
  "a \\| b",
  "\\",
  "\\`",
  "**bold** _it_ ~~gone~~",
  "# heading",
  "- item",
  "1. item",
  "> quote",
  "&lt;b&gt; &amp;",
  "%%{init: {'theme': 'forest'}}%%",
  " spaced ",
  "--- ",
  "$x$ :smile:",
];
const unseen = ["a\nb", "a\r\n# b", "a\u2028b", "a\u202eb", "a\u200bb", "a\u0085b", "a\u0000b", "a\u001b[31mb"];

const shapeOf = (text: string): Parameters<typeof shapeMarkdown>[0] => ({
  configs: [{ file: text, line: 3, library: { name: "next-auth", version: text }, strategy: "jwt" }],
  fields: [
    {
      interface: "Session",
      path: text,
      names: [text],
      inferred: { type: text, optional: true },
      declared: { type: text, optional: false, file: text, line: 5 },
      status: "mismatched",
      writes: [{ file: text, line: 1, column: 1 }],
    },
  ],
  diagram: `flowchart LR\n  f0["${text.replaceAll("\n", " ").replaceAll("\r", " ")}"]\n`,
  open: [{ target: "Session", file: text, line: 2, column: 1, text, why: text }],
});

test.each([...hostile, ...unseen])("nothing that a name holds is markup: %j", (text) => {
  const html = markdown.render(shapeMarkdown(shapeOf(text)));
  expect(elementsOf(html)).toEqual(elementsOf(markdown.render(shapeMarkdown(shapeOf("role")))));
  expect(html.match(/<table>/g)).toHaveLength(1);
  expect(html.match(/<td>/g)).toHaveLength(5);
  expect(html.match(/<pre>/g)).toHaveLength(1);
  // eslint-disable-next-line no-control-regex -- none of these is to be there
  expect(html).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e]/);
});

test.each(hostile)("a name comes out as it is, as a name, a type, a place and an expression: %j", (text) => {
  const rendered = textOf(markdown.render(shapeMarkdown(shapeOf(text))));
  expect(rendered.split(text).length - 1).toBeGreaterThanOrEqual(8);
});
