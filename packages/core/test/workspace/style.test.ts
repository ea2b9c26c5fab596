import ts from "typescript";
import { describe, expect, test } from "vitest";
import { newFileStyle, styleIn } from "../../src/workspace/style/style-in.js";
import { authFile, credentials, helpers, session } from "../support/auth-file.js";
import { newErrors } from "../support/new-errors.js";
import { project } from "../support/project.js";

type Files = Readonly<Record<string, string>>;

/** The style of a file that shows nothing of its own, beside these configurations; in `/app` unless its name says otherwise. */
function styleBeside(files: Files, fileName = "/app/src/auth.ts", text = ""): ReturnType<typeof styleIn> {
  const program = ts.createProgram([], {});
  const host = {
    ...ts.createCompilerHost({}),
    fileExists: (name: string) => name in files,
    readFile: (name: string) => files[name],
  };
  return styleIn({ ts, host, program }, ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true));
}

describe("an .editorconfig file", () => {
  test("the file decides indentation, width and line ends", () => {
    const text = "root = true\n[*]\nindent_style = space\nindent_size = 4\nmax_line_length = 100\nend_of_line = crlf\n";
    expect(styleBeside({ "/app/.editorconfig": text })).toMatchObject({ indent: "    ", width: 100, newline: "\r\n" });
  });

  test.each([
    ["[*]\nindent_style = tab", "\t"],
    ["[*]\nindent_style=tab\nindent_size=4", "\t"],
    ["[*]\nindent_size = tab", "\t"],
    ["[*]\ntab_width = 3\nindent_style = space", "   "],
    ["[*.{js,ts}]\nindent_size = 4", "    "],
    ["[*.py]\nindent_size = 4", "  "],
    ["[src/**.ts]\nindent_size = 4", "    "],
    ["[/src/*.ts]\nindent_size = 4", "    "],
    ["[/*.ts]\nindent_size = 4", "  "],
    ["[*]\nindent_size = 4\n[*.ts]\nindent_size = 8", "        "],
    ["; a comment\n# another\n[*]\nINDENT_SIZE = 4", "    "],
    ["indent_size = 4", "  "],
    ["[*]\nindent_size = many", "  "],
    ["[*]\nindent_size = 4\n[*.ts]\nindent_size = unset", "  "],
  ])("%j", (text, indent) => {
    expect(styleBeside({ "/app/.editorconfig": text }).indent).toBe(indent);
  });

  test("the nearest of two decides, and the root ends the search", () => {
    const wide = "[*]\nindent_size = 8\nmax_line_length = 120\n";
    expect(styleBeside({ "/.editorconfig": wide, "/app/.editorconfig": "[*]\nindent_size = 4\n" })).toMatchObject({
      indent: "    ",
      width: 120,
    });
    expect(
      styleBeside({ "/.editorconfig": wide, "/app/.editorconfig": "root = true\n[*]\nindent_size = 4\n" }),
    ).toMatchObject({ indent: "    ", width: 80 });
  });
});

describe("Prettier's configuration", () => {
  const asked = { indent: "    ", quote: "'", semicolon: "", memberEnd: "", separator: ";", pad: "", width: 100 };
  test.each([
    [
      ".prettierrc",
      '{ "tabWidth": 4, "singleQuote": true, "semi": false, "printWidth": 100, "bracketSpacing": false }',
    ],
    [".prettierrc", "tabWidth: 4\nsingleQuote: true\nsemi: false\nprintWidth: 100\nbracketSpacing: false\n"],
    [
      ".prettierrc.json",
      '{ "tabWidth": 4, "singleQuote": true, "semi": false, "printWidth": 100, "bracketSpacing": false }',
    ],
    [".prettierrc.yml", "tabWidth: 4\nsingleQuote: true\nsemi: false\nprintWidth: 100\nbracketSpacing: false\n"],
    [".prettierrc.toml", "tabWidth = 4\nsingleQuote = true\nsemi = false\nprintWidth = 100\nbracketSpacing = false\n"],
    [".prettierrc.json5", "{ tabWidth: 4, singleQuote: true, semi: false, printWidth: 100, bracketSpacing: false }"],
    [
      "package.json",
      '{ "prettier": { "tabWidth": 4, "singleQuote": true, "semi": false, "printWidth": 100, "bracketSpacing": false } }',
    ],
  ])("the configuration is read from %s", (name, text) => {
    expect(styleBeside({ [`/app/${name}`]: text })).toMatchObject(asked);
  });

  test("what it leaves out follows Prettier's defaults, whatever the file shows", () => {
    const text = "const a = 'a'\nfunction b() {\n        return a\n}\n";
    expect(styleBeside({ "/app/.prettierrc": "{}" }, "/app/src/auth.ts", text)).toMatchObject({
      indent: "  ",
      quote: '"',
      semicolon: ";",
      memberEnd: ";",
      pad: " ",
      width: 80,
    });
  });

  test("what it leaves out follows .editorconfig, if that says it", () => {
    const edited = "[*]\nindent_style = tab\nmax_line_length = 120\n";
    expect(styleBeside({ "/app/.prettierrc": "semi: false", "/app/.editorconfig": edited })).toMatchObject({
      indent: "\t",
      width: 120,
      semicolon: "",
    });
    expect(
      styleBeside({ "/app/.prettierrc": "tabWidth: 4\nuseTabs: false", "/app/.editorconfig": edited }).indent,
    ).toBe("    ");
  });

  test("the last override that names the file decides", () => {
    const text = JSON.stringify({
      singleQuote: true,
      overrides: [
        { files: "*.ts", options: { tabWidth: 4 } },
        { files: ["src/**"], excludeFiles: "*.ts", options: { tabWidth: 8 } },
        { files: "legacy/**", options: { tabWidth: 6 } },
      ],
    });
    expect(styleBeside({ "/app/.prettierrc": text })).toMatchObject({ indent: "    ", quote: "'" });
  });

  test.each([
    ["prettier.config.js", "export default { semi: false };"],
    [".prettierrc.mjs", "export default { semi: false };"],
    [".prettierrc", '"@company/prettier-config"'],
    ["package.json", '{ "prettier": "@company/prettier-config" }'],
  ])("the file itself decides if %s is code or somebody else's", (name, config) => {
    const text = "import 'a'\nfunction a() {\n      return 'a'\n}\n";
    const files = { [`/app/${name}`]: config, "/app/.editorconfig": "[*]\nindent_size = 8\n" };
    expect(styleBeside(files, "/app/src/auth.ts", text)).toMatchObject({ indent: "      ", quote: "'", semicolon: "" });
  });

  test("a broken configuration decides nothing", () => {
    expect(styleBeside({ "/app/.prettierrc.json": "{ [", "/app/package.json": "{" }).indent).toBe("  ");
  });
});

describe("Biome's configuration", () => {
  test("it is read with its comments, and what it leaves out follows Biome's defaults", () => {
    expect(styleBeside({ "/app/biome.jsonc": '{\n  // ours\n  "linter": {},\n}' })).toMatchObject({
      indent: "\t",
      quote: '"',
      semicolon: ";",
      width: 80,
    });
  });

  test("its options for all languages yield to those for JavaScript", () => {
    const text = JSON.stringify({
      formatter: { indentStyle: "space", indentWidth: 4, lineWidth: 100 },
      javascript: { formatter: { quoteStyle: "single", semicolons: "asNeeded", lineWidth: 120 } },
    });
    expect(styleBeside({ "/app/biome.json": text })).toMatchObject({
      indent: "    ",
      quote: "'",
      semicolon: "",
      memberEnd: "",
      width: 120,
    });
  });

  test("it decides nothing while its formatter is off", () => {
    expect(styleBeside({ "/app/biome.json": '{ "formatter": { "enabled": false } }' }).indent).toBe("  ");
    expect(styleBeside({ "/app/biome.json": '{ "javascript": { "formatter": { "enabled": false } } }' }).indent).toBe(
      "  ",
    );
  });

  test("files that it extends and overrides that name files are followed", () => {
    const base = '{ "formatter": { "indentStyle": "space", "indentWidth": 4 } }';
    const text =
      '{ "extends": ["../base.json"], "overrides": [{ "includes": ["src/**", "!src/auth.ts"], "formatter": { "indentWidth": 8 } }] }';
    expect(styleBeside({ "/base.json": base, "/app/biome.json": text }).indent).toBe("    ");
    expect(styleBeside({ "/base.json": base, "/app/biome.json": text }, "/app/src/page.ts").indent).toBe("        ");
  });

  test("two files that extend each other come to an end", () => {
    expect(styleBeside({ "/app/biome.json": '{ "extends": ["./biome.json"] }' }).indent).toBe("\t");
  });

  test("Prettier's configuration beside it decides", () => {
    expect(styleBeside({ "/app/biome.json": "{}", "/app/.prettierrc": "tabWidth: 4" }).indent).toBe("    ");
  });
});

describe("the style of what fix writes", () => {
  const auth = authFile({
    providers: [credentials('{ id: "1", name: "Ann", role: String("admin") }')],
    session: session('session.plan = "free";'),
  });
  const fixed = (files: Files): string | undefined => {
    const made = project({ "auth.ts": auth, "helpers.ts": helpers, ...files });
    expect(newErrors(made, made.fixed(), "auth.ts")).toEqual([]);
    return made.fixed().files["next-auth.d.ts"];
  };

  test("a new file follows the configuration, not the callbacks' style", () => {
    expect(fixed({ ".prettierrc": "useTabs: true\nsingleQuote: true\nsemi: false" })).toBe(
      "export {}\n\ndeclare module 'next-auth' {\n\tinterface Session {\n\t\tplan: string\n\t}\n}\n",
    );
  });

  test("an existing file keeps its line ends", () => {
    const declared =
      'import "next-auth";\r\n\r\ndeclare module "next-auth" {\r\n  interface Session {\r\n    note?: string;\r\n  }\r\n}\r\n';
    expect(fixed({ ".editorconfig": "[*]\nend_of_line = lf\n", "next-auth.d.ts": declared })).toBe(
      declared.replace("note?: string;", "note?: string;\r\n    plan: string;"),
    );
  });
});

test("a new file gets the configuration's line ends", () => {
  const host = {
    ...ts.createCompilerHost({}),
    fileExists: (name: string) => name === "/app/.editorconfig",
    readFile: () => "[*]\nend_of_line = crlf\n",
  };
  expect(newFileStyle({ ts, host, program: ts.createProgram([], {}) }, "/app/next-auth.d.ts").newline).toBe("\r\n");
});
