import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { describe, expect, it } from "vitest";
import { main } from "../src/index.js";
import { checkChange } from "../src/write/check.js";
import { putAside, type Deletion, type Undos } from "../src/write/replace.js";
import { writeChanges } from "../src/write/write.js";
import { auth, augmentation, createApp, tsconfig, type App } from "./support/app.js";

/** A declaration that fix would change. */
const declared =
  'import "next-auth";\n\ndeclare module "next-auth" {\n  interface Session {\n    // caf\u00e9\n    note?: string;\n  }\n}\n';

function bytesOf(app: App, name: string): Buffer {
  return readFileSync(`${app.directory}/${name}`);
}

/** All that stands in a directory of the app, its dependencies aside. */
function entriesOf(app: App, directory = ""): string[] {
  return readdirSync(`${app.directory}/${directory}`)
    .filter((name) => name !== "node_modules")
    .sort();
}

describe("a file that is not what fix expects", () => {
  it.each([
    ["Latin-1", Buffer.from(declared, "latin1")],
    ["UTF-16", Buffer.from(`\uFEFF${declared}`, "utf16le")],
  ])("a file in %s is not re-encoded", async (_, bytes) => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth });
    writeFileSync(`${app.directory}/next-auth.d.ts`, bytes);
    expect(await app.run("fix")).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "typed-session: next-auth.d.ts is not UTF-8 text; nothing was changed. Save it as UTF-8 and run fix again.\n",
    });
    expect(bytesOf(app, "next-auth.d.ts")).toEqual(bytes);
  });

  it("a directory in the place of the file is not written to", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth });
    mkdirSync(`${app.directory}/next-auth.d.ts`);
    expect(await app.run("fix")).toEqual({
      code: 2,
      stdout: "",
      stderr: "typed-session: next-auth.d.ts is not a file; nothing was changed. Move it away and run fix again.\n",
    });
  });

  it("a link that leads nowhere is not written to", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth });
    symlinkSync("gone.d.ts", `${app.directory}/next-auth.d.ts`);
    expect(await app.run("fix")).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "typed-session: next-auth.d.ts is a link that leads nowhere; nothing was changed. Remove it and run fix again.\n",
    });
    expect(lstatSync(`${app.directory}/next-auth.d.ts`).isSymbolicLink()).toBe(true);
  });

  it("a file that its author has saved meanwhile is not written to", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth, "next-auth.d.ts": declared });
    const saved = declared.replace("note", "remark");
    let stderr = "";
    const code = await main(["fix"], {
      cwd: app.directory,
      // What is said under DEBUG is said between the analysis and the writing.
      env: { DEBUG: "typed-session" },
      stdout: { write: () => expect.unreachable() },
      stderr: {
        write: (text) => {
          if (text.includes("opened by")) app.write("next-auth.d.ts", saved);
          else stderr += text;
        },
      },
    });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "typed-session: next-auth.d.ts has changed since it was read; nothing was changed. Run fix again.\n",
    });
    expect(app.read("next-auth.d.ts")).toBe(saved);
  });
});

describe("code that is nested too deeply for the compiler", () => {
  it.each([
    // For its parser, and for what comes after it.
    ["(".repeat(20_000) + ")".repeat(20_000), "next-auth.d.ts is nested too deeply for TypeScript."],
    [
      `export type Deep = Deep${"[0]".repeat(20_000)};\n`,
      "Some code of this project is nested too deeply for TypeScript.",
    ],
  ])("the command names the place that is nested too deeply", async (text, sentence) => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth, "next-auth.d.ts": declared + text });
    for (const command of ["check", "fix"]) {
      const { code, stdout, stderr } = await app.run(command);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(sentence);
      expect(stderr).toMatch(/^typed-session: [^\n]* Correct it, or exclude [^\n]* and run this again\.\n$/);
    }
  });
});

describe("writeChanges", () => {
  const change = (app: App, name: string, before: string | undefined, after = "after") => ({
    fileName: `${app.directory}/${name}`,
    before,
    after,
  });
  const deletion = (app: App, name: string, before: string) => ({ ...change(app, name, before), after: undefined });

  it("writeChanges leaves nothing beside what it writes", () => {
    const app = createApp({ "a.d.ts": "a" }, []);
    writeChanges([app.directory], [change(app, "a.d.ts", "a"), change(app, "new/b.d.ts", undefined)]);
    expect([app.read("a.d.ts"), app.read("new/b.d.ts")]).toEqual(["after", "after"]);
    expect([entriesOf(app), entriesOf(app, "new")]).toEqual([["a.d.ts", "new"], ["b.d.ts"]]);
  });

  it("writeChanges goes back, directories included, if a later file cannot be written", () => {
    const app = createApp({ "a.d.ts": "a", file: "" }, []);
    expect(() => {
      writeChanges(
        [app.directory],
        [
          change(app, "a.d.ts", "a"),
          change(app, "new/folder/b.d.ts", undefined),
          // Under a file there can be no other.
          change(app, "file/c.d.ts", undefined),
        ],
      );
    }).toThrow(
      /^file\/c\.d\.ts could not be written \(E(EXIST|NOTDIR): .*\); nothing was changed\. Remove the cause and run fix again\.$/,
    );
    expect(app.read("a.d.ts")).toBe("a");
    expect(entriesOf(app)).toEqual(["a.d.ts", "file"]);
  });

  it("writeChanges leaves alone what another run has already written", () => {
    const app = createApp({ "a.d.ts": "after", "b.d.ts": "b" }, []);
    chmodSync(`${app.directory}/a.d.ts`, 0o600);
    const before = lstatSync(`${app.directory}/a.d.ts`).ino;
    writeChanges([app.directory], [change(app, "a.d.ts", undefined), change(app, "b.d.ts", "b")]);
    expect([app.read("a.d.ts"), app.read("b.d.ts")]).toEqual(["after", "after"]);
    expect(lstatSync(`${app.directory}/a.d.ts`).ino).toBe(before);
  });

  it("writeChanges deletes a file and leaves nothing in its place", () => {
    const app = createApp({ "a.d.ts": "a", "old/b.d.ts": "\uFEFFb" }, []);
    writeChanges([app.directory], [deletion(app, "old/b.d.ts", "b"), change(app, "a.d.ts", "a")]);
    expect(app.read("a.d.ts")).toBe("after");
    expect([entriesOf(app), entriesOf(app, "old")]).toEqual([["a.d.ts", "old"], []]);
  });

  it("writeChanges leaves alone what another run has already deleted", () => {
    const app = createApp({ "a.d.ts": "a" }, []);
    writeChanges([app.directory], [deletion(app, "gone.d.ts", "gone"), change(app, "a.d.ts", "a")]);
    expect(app.read("a.d.ts")).toBe("after");
    expect(entriesOf(app)).toEqual(["a.d.ts"]);
  });

  it("writeChanges deletes no file that has changed since it was read", () => {
    const app = createApp({ "a.d.ts": "a", "b.d.ts": "saved" }, []);
    expect(() => {
      writeChanges([app.directory], [change(app, "a.d.ts", "a"), deletion(app, "b.d.ts", "b")]);
    }).toThrow("b.d.ts has changed since it was read; nothing was changed. Run fix again.");
    expect([app.read("a.d.ts"), app.read("b.d.ts")]).toEqual(["a", "saved"]);
    expect(entriesOf(app)).toEqual(["a.d.ts", "b.d.ts"]);
  });

  it("writeChanges deletes no link", () => {
    const app = createApp({ "a.d.ts": "a" }, []);
    symlinkSync("a.d.ts", `${app.directory}/b.d.ts`);
    expect(() => {
      writeChanges([app.directory], [deletion(app, "b.d.ts", "a")]);
    }).toThrow("b.d.ts is a link; nothing was changed. Put the file itself into its place and run fix again.");
    expect(entriesOf(app)).toEqual(["a.d.ts", "b.d.ts"]);
  });

  it("writeChanges puts a deleted file back with its mode if a later one cannot be deleted", () => {
    const app = createApp({ "a.d.ts": "a", "old/b.d.ts": "b", "old/c.d.ts": "c" }, []);
    chmodSync(`${app.directory}/old/b.d.ts`, 0o640);
    const root = realpathSync(app.directory);
    const checked = ["old/b.d.ts", "old/c.d.ts"].map((name) =>
      checkChange(root, root, deletion(app, name, name.at(4) ?? "")),
    );
    app.write("old/c.d.ts", "saved");
    const undos: Undos = [];
    const aside = (index: number): string | undefined => putAside(checked[index] as Deletion, undos);
    expect(aside(0)).toMatch(/\.b\.d\.ts\..*\.tmp$/);
    expect(entriesOf(app, "old")).not.toContain("b.d.ts");
    expect(() => aside(1)).toThrow("it has changed since it was read");
    for (const undo of undos.toReversed()) undo();
    expect([app.read("old/b.d.ts"), app.read("old/c.d.ts")]).toEqual(["b", "saved"]);
    expect(lstatSync(`${app.directory}/old/b.d.ts`).mode & 0o777).toBe(0o640);
    expect(entriesOf(app, "old")).toEqual(["b.d.ts", "c.d.ts"]);
  });

  it("writeChanges creates a file if the file system has a link to its directory", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth, "shared/sum.ts": "export {};\n" });
    symlinkSync("shared", `${app.directory}/types`);
    writeChanges([app.directory], [change(app, "types/next-auth.d.ts", undefined, augmentation)]);
    expect(app.read("shared/next-auth.d.ts")).toBe(augmentation);
    expect(await app.run("check")).toMatchObject({ code: 0 });
  });
});
