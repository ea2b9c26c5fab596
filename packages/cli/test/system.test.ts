import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { System } from "@typed-session/core";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { disk } from "../src/disk/disk.js";
import { systemOn } from "../src/project/system.js";
import { createApp } from "./support/app.js";

const ours = systemOn(() => ts, disk);

/** Files in every encoding that TypeScript reads, and links of every kind. */
function appWithLinks(): string {
  const { directory } = createApp(
    { "src/a.ts": "1", "src/b.tsx": "2", "src/deep/c.d.ts": "3", ".hidden/d.ts": "4", "node_modules/x/e.ts": "5" },
    [],
  );
  const path = (name: string): string => join(directory, name);
  mkdirSync(path("empty"));
  symlinkSync(path("src"), path("through"), "dir");
  symlinkSync(path("src"), path("src/circle"), "dir");
  symlinkSync(path("src/a.ts"), path("src/link.ts"));
  symlinkSync(path("nowhere"), path("src/dangling.ts"));
  symlinkSync(path("self"), path("self"));
  return directory;
}

describe("the compiler's questions to the disk", () => {
  it.each([
    { name: "UTF-8", bytes: Buffer.from("é 😀"), text: "é 😀" },
    { name: "UTF-8 with a mark", bytes: Buffer.from("\uFEFFé"), text: "é" },
    { name: "UTF-16, low byte first", bytes: Buffer.from("\uFEFFé😀", "utf16le"), text: "é😀" },
    { name: "UTF-16, high byte first", bytes: Buffer.from("\uFEFFé😀", "utf16le").swap16(), text: "é😀" },
    { name: "half a character", bytes: Buffer.from([0xfe, 0xff, 0x00, 0x41, 0x00]), text: "A" },
    { name: "no UTF-8", bytes: Buffer.from([0x61, 0xff, 0x62]), text: "a\uFFFDb" },
    { name: "nothing", bytes: Buffer.alloc(0), text: "" },
  ])("the command reads a file with $name as TypeScript does", ({ bytes, text }) => {
    const file = join(createApp({}, []).directory, "a.ts");
    writeFileSync(file, bytes);
    expect(ours.readFile(file)).toBe(text);
    expect(ts.sys.readFile(file)).toBe(text);
  });

  it("the command finds the files that TypeScript finds", () => {
    const directory = appWithLinks();
    const found = ours.readDirectory(directory, [".ts", ".tsx"], ["**/node_modules"], ["**/*"]);
    expect(found).toEqual(ts.sys.readDirectory(directory, [".ts", ".tsx"], ["**/node_modules"], ["**/*"]));
    // What a link leads to again is not taken twice.
    expect(found.map((name) => name.slice(directory.length + 1))).toEqual([
      "src/a.ts",
      "src/b.tsx",
      "src/link.ts",
      "src/deep/c.d.ts",
    ]);
  });

  it("the command says of every path what TypeScript says", () => {
    const directory = appWithLinks();
    for (const name of [
      "",
      "src",
      "src/a.ts",
      "linked",
      "linked/a.ts",
      "src/dangling.ts",
      "self",
      "src/a.ts/b",
      "no",
    ]) {
      const path = join(directory, name);
      const answers = (sys: System): unknown => ({
        name,
        isFile: sys.fileExists(path),
        isDirectory: sys.directoryExists(path),
        directories: sys.getDirectories(path),
        realPath: sys.realpath?.(path),
        text: sys.readFile(path),
      });
      expect(answers(ours)).toEqual(answers(ts.sys));
    }
  });
});
