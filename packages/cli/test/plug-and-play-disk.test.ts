import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { disk, type Disk } from "../src/disk/disk.js";
import { withoutVirtual } from "../src/disk/plug-and-play/archives.js";
import { plugAndPlayDisk } from "../src/disk/plug-and-play/project.js";
import { CannotRun } from "../src/exit.js";
import { createApp } from "./support/app.js";
import { archive, dataFile, type Packed } from "./support/plug-and-play.js";

/** A directory and the disk of the project in it. Names are relative to it. */
interface Project {
  readonly disk: Disk;
  readonly at: (name: string) => string;
}

function projectWith(files: Readonly<Record<string, string | Buffer>>, data: string): Project {
  const { directory } = createApp({ ".pnp.data.json": data }, []);
  const at = (name: string): string => join(directory, name);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), content);
  }
  const found = plugAndPlayDisk(disk, directory);
  if (!found) throw new Error("no project of Plug'n'Play");
  return { disk: found, at };
}

const packages: readonly Packed[] = [
  { name: null, reference: null, location: "./", dependencies: { shared: "npm:1.0.0", left: "npm:2.0.0" } },
  {
    name: "root",
    reference: "workspace:.",
    location: "./",
    dependencies: { root: "workspace:.", shared: "npm:1.0.0", left: "npm:2.0.0" },
  },
  {
    name: "@acme/web",
    reference: "workspace:apps/web",
    location: "./apps/web/",
    dependencies: {
      "@acme/ui": "virtual:1#workspace:packages/ui",
      "@scope/lib": "virtual:1#npm:1.0.0",
      renamed: ["left", "npm:2.0.0"],
      peer: null,
      gone: "npm:9.9.9",
      unplugged: "npm:3.0.0",
    },
  },
  { name: "@acme/ui", reference: "workspace:packages/ui", location: "./packages/ui/" },
  {
    name: "@acme/ui",
    reference: "virtual:1#workspace:packages/ui",
    location: "./.yarn/__virtual__/ui-virtual-1/1/packages/ui/",
  },
  { name: "@scope/lib", reference: "npm:1.0.0", location: "./.yarn/cache/lib.zip/node_modules/@scope/lib/" },
  {
    name: "@scope/lib",
    reference: "virtual:1#npm:1.0.0",
    location: "./.yarn/__virtual__/lib-virtual-1/0/cache/lib.zip/node_modules/@scope/lib/",
    dependencies: { "@scope/lib": "virtual:1#npm:1.0.0", left: null },
  },
  { name: "left", reference: "npm:2.0.0", location: "./.yarn/cache/left.zip/node_modules/left/" },
  { name: "pooled", reference: "npm:1.0.0", location: "./.yarn/cache/left.zip/node_modules/left/" },
  { name: "shared", reference: "npm:1.0.0", location: "./.yarn/cache/shared.zip/node_modules/shared/" },
  {
    name: "unplugged",
    reference: "npm:3.0.0",
    location: "./.yarn/unplugged/unplugged/node_modules/unplugged/",
    dependencies: { left: "npm:2.0.0" },
  },
  { name: "linked", reference: "link:./apps/web/src", location: "./apps/web/src/", discardFromLookup: true },
];

const longText = "export declare const answer: 42;\n".repeat(500);

const files = {
  ".yarn/cache/lib.zip": archive({
    "node_modules/@scope/lib/package.json": '{ "name": "@scope/lib" }',
    "node_modules/@scope/lib/deep/index.d.ts": longText,
  }),
  ".yarn/cache/left.zip": archive({ "node_modules/left/index.d.ts": "stored" }, 0),
  ".yarn/cache/shared.zip": archive({ "node_modules/shared/index.d.ts": 'import "next-auth";' }),
  ".yarn/unplugged/unplugged/node_modules/unplugged/index.js": "",
  "packages/ui/index.ts": "ui",
  "apps/web/src/page.ts": "page",
  "apps/web/node_modules/peer/index.d.ts": "not as under Yarn",
};

const project = (fallback?: Parameters<typeof dataFile>[1]): Project =>
  projectWith(files, dataFile(packages, fallback));

const text = (on: Disk, name: string): string | undefined => on.read(name)?.toString("utf8");

const library = ".yarn/__virtual__/lib-virtual-1/0/cache/lib.zip/node_modules/@scope/lib";

describe("a package of an archive", () => {
  it("is a link to its place in the archive, by the path that is the importer's own", () => {
    const { disk: on, at } = project();
    const link = at("apps/web/node_modules/@scope/lib");
    expect(on.realPath(`${link}/deep/index.d.ts`)).toBe(at(`${library}/deep/index.d.ts`));
    expect(on.realPath(link)).toBe(at(library));
    expect(on.realPath(`${link}/none.d.ts`)).toBe(`${link}/none.d.ts`);
    expect(on.realPath(at(`${library}/deep`))).toBe(at(`${library}/deep`));
  });

  it("answers by the link, by the virtual path and by the archive's", () => {
    const { disk: on, at } = project();
    const link = at("apps/web/node_modules/@scope/lib");
    for (const path of [link, at(library), at(".yarn/cache/lib.zip/node_modules/@scope/lib")]) {
      expect(on.kindOf(path)).toBe("directory");
      expect(on.kindOf(`${path}/`)).toBe("directory");
      expect(on.kindOf(`${path}/deep`)).toBe("directory");
      expect(on.kindOf(`${path}/package.json`)).toBe("file");
      expect(on.kindOf(`${path}/none.json`)).toBeUndefined();
      expect(on.kindOf(`${path}/package.json/x`)).toBeUndefined();
      expect(text(on, `${path}/package.json`)).toBe('{ "name": "@scope/lib" }');
      expect(text(on, `${path}/deep/index.d.ts`)).toBe(longText);
      expect(text(on, `${path}/deep`)).toBeUndefined();
      expect(on.entriesOf(`${path}/deep`)).toEqual({ files: ["index.d.ts"], directories: [] });
      expect(on.entriesOf(path)).toEqual({ files: ["package.json"], directories: ["deep", "node_modules"] });
      expect(on.entriesOf(`${path}/none`)).toEqual({ files: [], directories: [] });
    }
  });

  it("is read whether it is packed or stored", () => {
    const { disk: on, at } = project();
    expect(text(on, at("apps/web/node_modules/renamed/index.d.ts"))).toBe("stored");
  });

  it("is scanned as a file is", () => {
    const { disk: on, at } = project();
    const shared = at("node_modules/shared/index.d.ts");
    expect(on.scan("namesOneOf", shared, ["next-auth"])).toBe(true);
    expect(on.scan("namesOneOf", shared, ["react"])).toBe(false);
    expect(on.scan("namesOneOf", at("apps/web/node_modules/none/index.d.ts"), ["next-auth"])).toBe(false);
  });

  it("is nothing that Node can load", () => {
    const { disk: on, at } = project();
    const link = at("apps/web/node_modules/@scope/lib");
    expect(on.resolvePackage(link, link)).toBeUndefined();
    expect(on.resolvePackage(`${link}/deep/index.d.ts`, at(""))).toBeUndefined();
  });

  it("is a file as a whole", () => {
    const { disk: on, at } = project();
    expect(on.kindOf(at(".yarn/cache/lib.zip"))).toBe("file");
    expect(on.entriesOf(at(".yarn/cache")).files).toEqual(["left.zip", "lib.zip", "shared.zip"]);
  });
});

describe("the links of a package", () => {
  it("are the dependencies that are there", () => {
    const { disk: on, at } = project();
    expect(on.entriesOf(at("apps/web/node_modules"))).toEqual({
      files: [],
      directories: ["@acme", "@scope", "renamed", "unplugged"],
    });
    expect(on.entriesOf(at("apps/web/node_modules/@scope"))).toEqual({ files: [], directories: ["lib"] });
    expect(on.kindOf(at("apps/web/node_modules"))).toBe("directory");
    expect(on.kindOf(at("apps/web/node_modules/@scope"))).toBe("directory");
    expect(on.kindOf(at("apps/web/node_modules/@none"))).toBeUndefined();
    expect(on.entriesOf(at("apps/web"))).toEqual({ files: [], directories: ["node_modules", "src"] });
    expect(text(on, at("apps/web/node_modules"))).toBeUndefined();
    expect(on.realPath(at("apps/web/node_modules"))).toBe(at("apps/web/node_modules"));
  });

  it.each(["peer", "gone", "shared", "@acme/none"])("hold no %s, which is no dependency of it", (name) => {
    const { disk: on, at } = project();
    const path = at(`apps/web/node_modules/${name}`);
    expect(on.kindOf(path)).toBeUndefined();
    expect(on.entriesOf(path)).toEqual({ files: [], directories: [] });
    expect(text(on, `${path}/index.d.ts`)).toBeUndefined();
    expect(on.realPath(path)).toBe(path);
    expect(on.resolvePackage(path, path)).toBeUndefined();
  });

  it("lead to a package of the workspace itself, though the importer has a virtual path to it", () => {
    const { disk: on, at } = project();
    expect(on.realPath(at("apps/web/node_modules/@acme/ui/index.ts"))).toBe(at("packages/ui/index.ts"));
    expect(text(on, at("apps/web/node_modules/@acme/ui/index.ts"))).toBe("ui");
    expect(text(on, at(".yarn/__virtual__/ui-virtual-1/1/packages/ui/index.ts"))).toBe("ui");
  });

  it("lead to an unplugged package, which Node can load, and on to its dependencies", () => {
    const { disk: on, at } = project();
    const link = at("apps/web/node_modules/unplugged");
    const target = at(".yarn/unplugged/unplugged/node_modules/unplugged");
    expect(on.realPath(link)).toBe(target);
    expect(on.resolvePackage(link, link)).toBe(`${target}/index.js`);
    expect(text(on, `${link}/node_modules/left/index.d.ts`)).toBe("stored");
    expect(on.realPath(`${link}/node_modules/left/index.d.ts`)).toBe(
      at(".yarn/cache/left.zip/node_modules/left/index.d.ts"),
    );
  });

  it("are those of the package around a linked folder", () => {
    const { disk: on, at } = project();
    expect(on.kindOf(at("apps/web/src/node_modules"))).toBeUndefined();
    expect(on.kindOf(at("apps/web/src/page.ts"))).toBe("file");
  });
});

describe("a package that does not declare what it imports", () => {
  const inLibrary = (name: string): string => `${library}/node_modules/${name}`;

  it("gets it from the project, or else from the pool, a missing peer included", () => {
    const { disk: on, at } = project({
      fallbackPool: [
        ["pooled", "npm:1.0.0"],
        ["shared", "npm:9.9.9"],
      ],
    });
    expect(on.realPath(at(inLibrary("left")))).toBe(at(".yarn/cache/left.zip/node_modules/left"));
    expect(on.realPath(at(inLibrary("shared")))).toBe(at(".yarn/cache/shared.zip/node_modules/shared"));
    expect(on.kindOf(at(inLibrary("pooled")))).toBe("directory");
    // A package of the workspace does not.
    expect(on.kindOf(at("apps/web/node_modules/pooled"))).toBeUndefined();
  });

  it("does not get it where the project forbids that", () => {
    const { disk: on, at } = project({ enableTopLevelFallback: false, fallbackPool: [["pooled", "npm:1.0.0"]] });
    expect(on.entriesOf(at(`${library}/node_modules`))).toEqual({ files: [], directories: ["@scope"] });
    expect(["left", "shared", "pooled"].map((name) => on.kindOf(at(inLibrary(name))))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("bad input", () => {
  it.each([
    { name: "no JSON", data: "{" },
    { name: "nothing", data: "" },
    { name: "something else", data: "[]" },
    { name: "null", data: "null" },
    {
      name: "a dependency of no kind",
      data: dataFile([{ ...packages[0], dependencies: { a: 5 as never } } as Packed]),
    },
    { name: "a place of no kind", data: dataFile([{ name: "a", reference: "b", location: 5 as never }]) },
  ])("a data file with $name is one sentence", ({ data }) => {
    const { directory } = createApp({ ".pnp.data.json": data }, []);
    expect(() => plugAndPlayDisk(disk, directory)).toThrow(
      new CannotRun(
        `${directory}/.pnp.data.json cannot be read as Yarn writes it: run \`yarn install\`, and run this again.`,
      ),
    );
  });

  const whole = files[".yarn/cache/lib.zip"];
  const path = ".yarn/cache/lib.zip/node_modules/@scope/lib";

  it.each([
    { name: "is empty", content: Buffer.alloc(0) },
    { name: "is a text", content: Buffer.from("a text, and no archive at all, but longer than the end of one") },
    { name: "ends early", content: whole.subarray(0, whole.length - 30) },
    { name: "begins late", content: whole.subarray(60) },
    { name: "has a list of something else", content: withByte(whole, whole.indexOf("PK\u0001\u0002"), 0) },
  ])("an archive that $name holds nothing", ({ content }) => {
    const { disk: on, at } = projectWith({ ...files, ".yarn/cache/lib.zip": content }, dataFile(packages));
    expect(text(on, at(`${path}/package.json`))).toBeUndefined();
    expect(text(on, at(`${path}/deep/index.d.ts`))).toBeUndefined();
    expect(on.kindOf(at(".yarn/cache/lib.zip"))).toBe("file");
  });

  it("a damaged file of an archive cannot be read, the others can", () => {
    const start = whole.indexOf("deep/index.d.ts") + "deep/index.d.ts".length;
    const damaged = withByte(whole, start, 0xff);
    const { disk: on, at } = projectWith({ ...files, ".yarn/cache/lib.zip": damaged }, dataFile(packages));
    expect(text(on, at(`${path}/deep/index.d.ts`))).toBeUndefined();
    expect(text(on, at(`${path}/package.json`))).toBe('{ "name": "@scope/lib" }');
  });

  it("a name that leads out of the archive reads nothing", () => {
    const content = archive({ "../../../secret.ts": "a", "/secret.ts": "b", "node_modules/../x.ts": "c", "y.ts": "d" });
    const { disk: on, at } = projectWith({ "odd.zip": content, "secret.ts": "mine" }, dataFile(packages));
    expect(on.entriesOf(at("odd.zip/"))).toEqual({ files: ["y.ts"], directories: [] });
    for (const name of ["../../../secret.ts", "secret.ts", "x.ts", "node_modules/../x.ts"]) {
      expect(text(on, `${at("odd.zip")}/${name}`)).toBeUndefined();
    }
  });

  it("a folder of an archive's name is a folder", () => {
    const { disk: on, at } = projectWith({ "folder.zip/a.ts": "a" }, dataFile(packages));
    expect(text(on, at("folder.zip/a.ts"))).toBe("a");
    expect(on.entriesOf(at("folder.zip"))).toEqual({ files: ["a.ts"], directories: [] });
  });

  it("a missing archive is missing, and its package with it", () => {
    const { disk: on, at } = projectWith({}, dataFile(packages));
    expect(on.kindOf(at("apps/web/node_modules/@scope/lib"))).toBeUndefined();
    expect(on.entriesOf(at("apps/web/node_modules"))).toEqual({ files: [], directories: ["@acme", "@scope"] });
  });

  it("a package that lies in its own link ends", () => {
    const circle = { name: "a", reference: "npm:1", location: "./node_modules/a/", dependencies: { a: "npm:1" } };
    const root = { name: null, reference: null, location: "./", dependencies: { a: "npm:1" } };
    const { disk: on, at } = projectWith({ "node_modules/a/a.ts": "a" }, dataFile([root, circle]));
    expect(text(on, at("node_modules/a/node_modules/a/a.ts"))).toBe("a");
  });
});

function withByte(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
}

describe("a virtual path", () => {
  it.each([
    { path: "/p/.yarn/__virtual__/a-virtual-1/0/cache/a.zip", real: "/p/.yarn/cache/a.zip" },
    { path: "/p/.yarn/__virtual__/a-virtual-1/1/packages/a", real: "/p/packages/a" },
    { path: "/p/.yarn/__virtual__/a-virtual-1/2/root/cache/a.zip/b", real: "/root/cache/a.zip/b" },
    { path: "/p/.yarn/__virtual__/a-virtual-1/99/root", real: "/root" },
    { path: "/p/.yarn/$$virtual/a-virtual-1/0/cache", real: "/p/.yarn/cache" },
    { path: "/p/.yarn/__virtual__/a-virtual-1/1", real: "/p" },
    { path: "/p/.yarn/__virtual__/a-virtual-1", real: "/p/.yarn/__virtual__/a-virtual-1" },
    { path: "/p/.yarn/__virtual__/a-virtual-1/x/y", real: "/p/.yarn/__virtual__/a-virtual-1/x/y" },
    { path: "/p/a__virtual__/b/0/c", real: "/p/a__virtual__/b/0/c" },
  ])("$path stands for $real", ({ path, real }) => {
    expect(withoutVirtual(path)).toBe(real);
  });
});

describe("every other path", () => {
  it("is that of the disk below", () => {
    const { disk: on, at } = project();
    symlinkSync(at("packages/ui"), at("ui"), "dir");
    expect(on.realPath(at("ui/index.ts"))).toBe(at("packages/ui/index.ts"));
    expect(text(on, at("ui/index.ts"))).toBe("ui");
    expect(on.entriesOf(at("packages"))).toEqual({ files: [], directories: ["ui"] });
    expect(on.kindOf(at("none"))).toBeUndefined();
  });

  it("a project without the data file has the disk itself", () => {
    expect(plugAndPlayDisk(disk, createApp({ ".pnp.cjs": "" }, []).directory)).toBeUndefined();
  });
});
