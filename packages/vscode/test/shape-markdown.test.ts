import MarkdownIt from "markdown-it";
import { expect, test } from "vitest";
import { shapeMarkdown } from "../src/shape-markdown.js";

const write = { file: "lib/auth [1].ts", line: 12, column: 7 };

/** A project that is a folder of the window's first one. */
const inApp = (file: string): string => `/app/${file}`;

test("the page of the shape lists each interface's fields with their flow and presence", () => {
  const page = shapeMarkdown(
    {
      root: "/home/app",
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
          flow: [
            { text: "token.role", at: { ...write, line: 8 } },
            { text: "session.user.role", at: write },
            { text: "declared nowhere" },
          ],
        },
        {
          interface: "Session",
          path: "plan",
          names: ["plan"],
          inferred: null,
          declared: { type: "`p-${string}`", optional: false, file: "next-auth.d.ts", line: 5 },
          status: "unassigned",
          writes: [],
          flow: [{ text: "session.plan" }, { text: "declared as `p-${string}`" }],
        },
        {
          interface: "JWT",
          path: "role",
          names: ["role"],
          inferred: { type: "string", optional: false },
          declared: { type: "string", optional: false, file: "next-auth.d.ts", line: 9 },
          status: "ok",
          writes: [1, 2, 3, 4, 5].map((line) => ({ ...write, line })),
          flow: [{ text: '"reader"' }, { text: "token.role", at: write }, { text: "declared as string" }],
        },
      ],
      open: [{ target: "Session", ...write, text: "...(row | other)", why: "its type is `any`" }],
    },
    inApp,
  );
  const auth = (line: number): string => `[\`lib/auth [1].ts:${line}\`](/app/lib/auth%20%5B1%5D.ts#L${line})`;
  const types = (line: number): string => `[\`next-auth.d.ts:${line}\`](/app/next-auth.d.ts#L${line})`;
  expect(page).toBe(`# What the session holds

- next\\-auth 4\\.24\\.15, session strategy jwt, configured in ${auth(3)}

## Session

**\`user.role\`** is **undeclared**

- assigned \`"reader" | "writer"\`, optional: ${auth(12)}
- not declared
- \`token.role\` (${auth(8)}) → \`session.user.role\` (${auth(12)})

**\`plan\`** is **unassigned**

- not assigned
- declared \`\` \`p-\${string}\` \`\`: ${types(5)}

## JWT

**\`role\`**

- assigned \`string\`: ${auth(1)}, ${auth(2)}, ${auth(3)} and 2 more
- declared \`string\`: ${types(9)}
- \`"reader"\` → \`token.role\` (${auth(12)})

\`Session\` may hold more than this: \`...(row | other)\` (${auth(12)}): its type is \`any\`
`);
});

test("a place that cannot be linked to is plain text", () => {
  const page = shapeMarkdown(shapeOf("role"), () => undefined);
  expect(page).toContain("configured in `role:3`\n");
  expect(page).not.toContain("](");
});

/** Renders like VS Code's preview, which takes HTML, turns addresses into links and shows `mermaid` as a diagram. */
const markdown = new MarkdownIt({ html: true, linkify: true, breaks: true });

/** The elements of a rendered page, whatever its links. */
function elementsOf(html: string): string[] {
  const found = [...html.matchAll(/<\/?([a-z][\w-]*)([^>]*)>/gi)];
  return [...new Set(found.map(([, name = "", rest = ""]) => name + rest.replace(/^ href="[^"]*"$/, " href")))].sort();
}

/** The links of a rendered page as the browser reads them. */
function linksOf(html: string): string[] {
  return [...html.matchAll(/<a href="([^"]*)"/g)].map(([, href = ""]) => href.replaceAll("&amp;", "&"));
}

/** The text that a reader sees. */
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
  root: "/home/app",
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
      flow: [{ text }, { text, at: { file: text, line: 1, column: 1 } }, { text: "declared nowhere" }],
    },
  ],
  open: [{ target: "Session", file: text, line: 2, column: 1, text, why: text }],
});

test.each([...hostile, ...unseen])("a name is never read as markup: %j", (text) => {
  const html = markdown.render(shapeMarkdown(shapeOf(text), inApp));
  expect(elementsOf(html)).toEqual(elementsOf(markdown.render(shapeMarkdown(shapeOf("role"), inApp))));
  expect(html.match(/<ul>/g)).toHaveLength(2);
  expect(html.match(/<li>/g)).toHaveLength(4);
  expect(html.match(/<p>/g)).toHaveLength(2);
  // eslint-disable-next-line no-control-regex -- none of these is to be there
  expect(html).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e]/);
});

test.each([...hostile, ...unseen, "..", "a/../b", "//example.com", "a#b?c", "a%20b", "(a)", "\ud800"])(
  "a place leads to a file of the project, whatever its name holds: %j",
  (text) => {
    const links = linksOf(markdown.render(shapeMarkdown(shapeOf(text), inApp)));
    expect(links).toHaveLength(5);
    const file = text.replace(/[\ud800-\udfff]/gu, "\ufffd");
    for (const link of links) {
      expect(link).toMatch(/^\/[\w%./~-]+#L[1235]$/);
      expect(decodeURIComponent(link.replace(/#L\d$/, ""))).toBe(inApp(file));
    }
  },
);

test.each(hostile)("a name is shown unchanged as a name, a type, a place and an expression: %j", (text) => {
  const rendered = textOf(markdown.render(shapeMarkdown(shapeOf(text), inApp)));
  expect(rendered.split(text).length - 1).toBeGreaterThanOrEqual(11);
});
