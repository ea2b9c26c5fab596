import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { dirname } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { builtCommand } from "./support/app.js";
import { auth, compilerOptions, linkedApp } from "./support/linked-app.js";

/** The text of a tsconfig with this beside, or among, its options. */
function tsconfigOf({
  compilerOptions: more = {},
  ...rest
}: { compilerOptions?: object; files?: string[] } = {}): string {
  return JSON.stringify({ compilerOptions: { ...compilerOptions, ...more }, ...rest });
}

/** Far more work than any run takes, in seconds of processor time: one that reads an endless device works for ever. */
const cpuLimit = 120;

/**
 * When a run is given up, in milliseconds. This is a guard in the time of the wall and no bound: only what waits for ever reaches it, since what
 * works meets the limit of its work first, however busy the machine is.
 */
const guard = 15 * 60_000;

/** The runs of one test. */
const timeout = 4 * guard;

interface Place {
  readonly name: string;
  /** Where the pipe stands. */
  readonly path: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** What `check` ends with: 1 is the finding of the config, 2 a sentence. */
  readonly code: number;
  readonly says?: RegExp;
}

const places: readonly Place[] = [
  { name: "the tsconfig", path: "tsconfig.json", code: 2, says: /tsconfig\.json is no regular file; put the tsconfig/ },
  {
    name: "the file that --project names",
    path: "other.json",
    args: ["--project", "other.json"],
    code: 2,
    says: /--project names other\.json, which is no regular file\./,
  },
  {
    name: "the tsconfig of a directory that --project names",
    path: "sub/tsconfig.json",
    args: ["--project", "sub"],
    code: 2,
    says: /sub\/tsconfig\.json is no regular file/,
  },
  {
    name: "extends",
    path: "base.json",
    files: { "tsconfig.json": JSON.stringify({ extends: "./base.json", files: ["auth.ts"] }) },
    code: 2,
    says: /Cannot read file '.*base\.json'\. Correct the name, or put a regular file there/,
  },
  {
    name: "the package that extends names",
    path: "node_modules/@tsconfig/next/tsconfig.json",
    files: { "tsconfig.json": JSON.stringify({ extends: "@tsconfig/next/tsconfig.json", files: ["auth.ts"] }) },
    code: 2,
    says: /@tsconfig\/next\/tsconfig\.json/,
  },
  {
    name: "references",
    path: "other/tsconfig.json",
    files: { "tsconfig.json": JSON.stringify({ files: [], references: [{ path: "./other" }] }) },
    code: 2,
    says: /other\/tsconfig\.json cannot be read/,
  },
  {
    name: "files",
    path: "pipe.ts",
    files: { "tsconfig.json": tsconfigOf({ files: ["auth.ts", "pipe.ts"] }) },
    code: 1,
  },
  { name: "the files that include matches", path: "lib/pipe.ts", code: 1 },
  { name: "an import", path: "plan.ts", files: { "auth.ts": `import "./plan.js";\n${auth}` }, code: 1 },
  {
    name: "a target of paths",
    path: "lib/plan.ts",
    files: {
      "auth.ts": `import "@lib/plan";\n${auth}`,
      "tsconfig.json": tsconfigOf({ compilerOptions: { paths: { "@lib/*": ["./lib/*"] } } }),
    },
    code: 1,
  },
  { name: "the project's package.json", path: "package.json", code: 1 },
  {
    name: "the package.json of a package that is imported",
    path: "node_modules/odd/package.json",
    files: { "auth.ts": `import "odd";\n${auth}` },
    code: 1,
  },
  { name: "the package.json of TypeScript", path: "node_modules/typescript/package.json", code: 1 },
  {
    name: "the main file of TypeScript",
    path: "node_modules/typescript/index.js",
    files: { "node_modules/typescript/package.json": '{ "version": "5.9.0", "main": "index.js" }' },
    code: 1,
  },
  {
    name: "a package.json beside the main file of TypeScript",
    path: "node_modules/typescript/lib/package.json",
    files: {
      "node_modules/typescript/package.json": '{ "version": "5.9.0", "main": "lib/index.js" }',
      "node_modules/typescript/lib/index.js": "",
    },
    code: 1,
  },
  { name: "a types package", path: "node_modules/@types/odd/index.d.ts", code: 1 },
  {
    name: "a file that no tsconfig takes",
    path: "stray/next-auth.d.ts",
    files: { "tsconfig.json": tsconfigOf({ files: ["auth.ts"] }) },
    code: 1,
  },
  { name: "Nuxt's tsconfig for the server", path: ".nuxt/tsconfig.server.json", code: 1 },
];

interface Outcome {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

function ran(root: string, ...args: readonly string[]): Outcome {
  // The shell of the system limits the work of what takes its place.
  const limited = ["-c", `ulimit -t ${cpuLimit} && exec "$@"`, "sh", process.execPath, builtCommand, ...args];
  const { status, signal, stderr } = spawnSync("sh", limited, {
    cwd: root,
    encoding: "utf8",
    timeout: guard,
    killSignal: "SIGKILL",
    // Nobody types anything either.
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { status, signal, stderr };
}

/** What a name may stand for instead of a file. */
const kinds: readonly { readonly kind: string; readonly make: (path: string) => void }[] = [
  {
    kind: "a pipe",
    make: (path) => {
      execFileSync("mkfifo", [path]);
    },
  },
  {
    kind: "a link to a pipe",
    make: (path) => {
      execFileSync("mkfifo", [`${path}-pipe`]);
      symlinkSync(`${path}-pipe`, path);
    },
  },
  {
    kind: "a link to an endless device",
    make: (path) => {
      symlinkSync("/dev/zero", path);
    },
  },
];

describe.each(kinds)("$kind", ({ kind, make }) => {
  test.each(places)(
    "the command does not wait for it as $name",
    { timeout },
    ({ path, files = {}, args = [], code, says }) => {
      const app = linkedApp({ "auth.ts": auth, "tsconfig.json": tsconfigOf(), ...files });
      onTestFinished(app.remove);
      mkdirSync(dirname(app.path(path)), { recursive: true });
      rmSync(app.path(path), { force: true });
      make(app.path(path));
      const checked = ran(app.root, "check", "--no-cache", ...args);
      expect(checked).toMatchObject({ status: code, signal: null });
      if (says) expect(checked.stderr).toMatch(says);
      expect(checked.stderr).not.toContain("should not happen");
      // Whatever the kind, they ask through the same place.
      for (const verb of kind === "a pipe" ? ["explain", "fix"] : []) {
        const { signal, stderr } = ran(app.root, verb, ...args);
        expect(signal).toBeNull();
        expect(stderr).not.toContain("should not happen");
      }
    },
  );

  test("fix does not write to it in the place of a new file", { timeout }, () => {
    const app = linkedApp({ "auth.ts": auth, "tsconfig.json": tsconfigOf() });
    onTestFinished(app.remove);
    make(app.path("next-auth.d.ts"));
    const { signal, status } = ran(app.root, "fix");
    expect(signal).toBeNull();
    expect(status).not.toBeNull();
  });
});

test("the command does not wait for a socket", { timeout }, async () => {
  const app = linkedApp({ "auth.ts": auth, "tsconfig.json": tsconfigOf() });
  onTestFinished(app.remove);
  const server = await new Promise<Server>((resolve) => {
    const made = createServer().listen(app.path("package.json"), () => {
      resolve(made);
    });
  });
  onTestFinished(() => {
    server.close();
  });
  expect(ran(app.root, "check", "--no-cache")).toMatchObject({ status: 1, signal: null });
});
