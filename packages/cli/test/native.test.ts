import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { totalmem } from "node:os";
import ts from "typescript";
import { afterEach, describe, expect, it, vi } from "vitest";
import { disk } from "../src/disk/disk.js";
import { NativeCompilers } from "../src/project/native.js";
import { chooseTypeScript } from "../src/project/typescript.js";
import { closingOf, createApp, runIn, tsconfig, type App, type Run } from "./support/app.js";

const require = createRequire(import.meta.url);

const versions = ["typescript-7.0", "typescript-7.1"] as const;
type Version = (typeof versions)[number];

/** The client's class for requests, which the command loads too. */
interface Client {
  apiRequest: (this: Channelled, method: string, params: unknown) => unknown;
  apiRequestBinary: (this: Channelled, method: string, params: unknown) => unknown;
}
interface Channelled {
  readonly channel: {
    readonly child: {
      readonly pid: number;
      readonly signalCode: string | null;
      once: (event: "exit", listener: () => void) => void;
      kill: (signal: "SIGKILL" | "SIGSTOP") => void;
    };
  };
}

function clientOf(version: Version): Client {
  const folder = require.resolve(`${version}/package.json`).replace(/package\.json$/, "");
  return (require(`${folder}dist/api/sync/client.js`) as { readonly Client: { readonly prototype: Client } }).Client
    .prototype;
}

/** Watches the requests to the compilers; `at` is called before each with its number, from 1 on. */
function watching(version: Version, at: (count: number, client: Channelled) => void): () => number {
  const client = clientOf(version);
  const { apiRequest, apiRequestBinary } = client;
  let count = 0;
  const watched = (ask: Client["apiRequest"]): Client["apiRequest"] =>
    function (method, params) {
      at(++count, this);
      return ask.call(this, method, params);
    };
  client.apiRequest = watched(apiRequest);
  client.apiRequestBinary = watched(apiRequestBinary);
  stops.push(() => Object.assign(client, { apiRequest, apiRequestBinary }));
  return () => count;
}

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const auth = `import type { NextAuthOptions } from "next-auth";
import { planOf } from "./plans";

export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: {
    async jwt({ token, user }) {
      if (user) token.id = user.id;
      token.plan = await planOf(token.sub);
      token.seats = 3;
      return token;
    },
    session({ session, token }) {
      session.user.id = token.id;
      session.plan = token.plan;
      session.seats = token.seats;
      return session;
    },
  },
};
`;

const plans = `export type Plan = "free" | "pro";
export declare function planOf(id: string | undefined): Promise<Plan | undefined>;
`;

const page = `import { getServerSession } from "next-auth";
import { authOptions } from "./auth";

export async function seats(): Promise<number> {
  const session = await getServerSession(authOptions);
  return session?.seats ?? 0;
}
`;

/** Functions whose results are no `Promise`, and are awaited all the same. */
const rows = `export interface Query<T> {
  then<A>(ok: (value: T) => A, failed?: (error: unknown) => void): Promise<A>;
}
export interface LazyPromise<T> extends Promise<T> {
  readonly retry: () => void;
}
export declare function filled<T>(given: T): Query<T & { plan: "free" | "pro" }> | null;
export declare function marked<T>(given: T): LazyPromise<T & { tag: 1 | 2 }>;
`;

const waiting = `import type { NextAuthOptions } from "next-auth";
import { filled, marked } from "./rows";

export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: {
    jwt: ({ token, trigger }) => (trigger === "update" ? marked(token) : (filled(token) ?? token)),
    session: ({ session, token }) => {
      // typed-session-disable-next-line no-undeclared-field
      session.hidden = token.sub;
      return session;
    },
  },
};
`;

const declared = `import type { DefaultSession } from "next-auth";
import type { Plan } from "./plans";

declare module "next-auth" {
  interface Session {
    plan?: Plan;
    seats: number;
    user: {
      id: string;
    } & DefaultSession["user"];
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    id: string;
    plan?: Plan;
    seats: number;
  }
}
`;

/** An app on one of the compilers. */
function appOn(version: Version | "typescript", more: Readonly<Record<string, string>> = {}): App {
  const files = { "tsconfig.json": tsconfig, "auth.ts": auth, "plans.ts": plans, "page.ts": page, ...more };
  const app = createApp(files, ["next-auth"]);
  app.install("", "typescript", version);
  return app;
}

/** Runs that change nothing on the disk, in CI, where no result is kept. */
async function runs(app: App): Promise<Run[]> {
  const all = ["check --format json", "check --format pretty", "explain session.plan", "fix --dry-run"];
  const done: Run[] = [];
  for (const argv of all) done.push(await app.runWith({ CI: "true" }, ...argv.split(" ")));
  return done;
}

function isRunning(): boolean {
  return process.getActiveResourcesInfo().includes("ProcessWrap");
}

describe.each(versions)("a project on %s", (version) => {
  it("says what it says on TypeScript 6, and leaves no process behind", async () => {
    const children = new Set<Channelled["channel"]["child"]>();
    const requests = watching(version, (_, { channel }) => children.add(channel.child));
    const found = await runs(appOn(version));
    expect(found).toEqual(await runs(appOn("typescript")));
    expect(found.map(({ code, stderr }) => [code, stderr])).toEqual([
      [1, ""],
      [1, ""],
      [0, ""],
      [0, ""],
    ]);
    expect(requests()).toBeGreaterThan(0);
    await new Promise(setImmediate);
    expect(isRunning()).toBe(false);
    // One for each run, and one more where it is asked what a tsconfig would include.
    expect(children.size).toBeGreaterThanOrEqual(4);
    // A process that is asked to end may say something.
    const left = [...children].filter(({ signalCode }) => signalCode === null);
    await Promise.all(
      left.map(
        (child) =>
          new Promise<void>((resolve) => {
            child.once("exit", resolve);
          }),
      ),
    );
    expect(new Set([...children].map(({ signalCode }) => signalCode))).toEqual(new Set(["SIGKILL"]));
  });

  it("waits for whatever has a `then`, and obeys comments", async () => {
    const files = { "auth.ts": waiting, "rows.ts": rows, "page.ts": "export {};\n" };
    const found = await runs(appOn(version, files));
    expect(found).toEqual(await runs(appOn("typescript", files)));
    const [, check, , fix] = found;
    expect([check?.code, check?.stderr]).toEqual([0, ""]);
    expect(fix?.stdout).toContain('+    plan?: "free" | "pro";\n+    tag?: 1 | 2;\n+  }');
    expect(fix?.stdout).not.toContain("hidden");
  });

  it("has the declarations that TypeScript 6 gets", async () => {
    const app = appOn(version);
    expect(await app.run("fix")).toEqual({
      code: 0,
      stdout: "Fixed 3 findings:\n  created next-auth.d.ts\n",
      stderr: "",
    });
    expect(app.read("next-auth.d.ts")).toBe(declared);
    const again = await app.runWhole("check");
    expect([again.code, again.stdout, closingOf(again)]).toEqual([0, "", "1 config, 6 fields, nothing to fix"]);
  });

  it("reads the sources of a project that it refers to, which is not built", async () => {
    const { compilerOptions } = JSON.parse(tsconfig) as { readonly compilerOptions: object };
    const built = { ...compilerOptions, noEmit: false, composite: true, rootDir: "src", outDir: "dist" };
    const files = {
      "auth/package.json": '{ "name": "@acme/auth" }',
      "auth/tsconfig.json": JSON.stringify({ compilerOptions: built, include: ["src"] }),
      "auth/src/index.ts": auth.replace("./plans", "./plans.js"),
      "auth/src/plans.ts":
        'export const planOf = async (id: string | undefined) => (id ? "pro" as const : undefined);\n',
      "web/package.json": '{ "name": "web" }',
      "web/tsconfig.json": JSON.stringify({ compilerOptions, references: [{ path: "../auth" }] }),
      "web/page.ts": page.replace("./auth", "../auth/dist/index.js"),
    };
    const found: Run[][] = [];
    for (const compiler of [version, "typescript"] as const) {
      const app = createApp(files, ["next-auth"]);
      app.install("", "typescript", compiler);
      found.push(await runs({ ...app, runWith: (env, ...argv) => runIn(`${app.directory}/web`, env, argv) }));
    }
    expect(found[0]).toEqual(found[1]);
    expect(found[0]?.map(({ stderr }) => stderr)).toEqual(["", "", "", ""]);
    expect(found[0]?.[1]?.stdout).toContain("../auth/src/index.ts");
  });

  it("tells with --verbose which compiler reads it", async () => {
    const { stderr } = await appOn(version).runWith({ CI: "true" }, "check", "--verbose");
    const installed = (require(`${version}/package.json`) as { readonly version: string }).version;
    expect(stderr).toContain(` 3 opened by TypeScript ${installed}, this project's own, by its native API\n`);
  });

  it("needs few requests", async () => {
    const clean = watching(version, () => undefined);
    await appOn(version, { "next-auth.d.ts": declared }).runWith({ CI: "true" }, "check");
    expect(clean()).toBeLessThanOrEqual(150);
    const finding = watching(version, () => undefined);
    await appOn(version).runWith({ CI: "true" }, "check");
    expect(finding()).toBeLessThanOrEqual(500);
  });

  it("is read with our own compiler if its process ends at any request", { timeout: 300_000 }, async () => {
    const app = appOn(version);
    const count = watching(version, () => undefined);
    const expected = await app.runWith({ CI: "true" }, "check");
    const last = count();
    stops.pop()?.();
    // The distances grow, so that few runs cover the whole.
    for (let at = 1; at <= last; at += Math.ceil(at / 3)) {
      watching(version, (number, { channel }) => {
        if (number === at) channel.child.kill("SIGKILL");
      });
      const { stderr, ...others } = await app.runWith({ CI: "true" }, "check");
      expect({ at, ...others }).toEqual({ at, code: expected.code, stdout: expected.stdout });
      // A process may answer once more before it ends, so that the last kills need not show.
      if (at < last - 5) {
        expect(stderr).toMatch(
          new RegExp(
            `^typed-session: The API of this project's TypeScript ${version.slice("typescript-".length)}\\S* failed \\(.+\\); reading it with TypeScript ${ts.version} instead\\.\n$`,
          ),
        );
      }
      stops.pop()?.();
    }
  });

  it("is ended if it does not answer", () => {
    const app = appOn(version);
    const installed = { directory: `${app.directory}/node_modules/typescript`, version: version.slice(-3) };
    const compilers = new NativeCompilers(200);
    const compiler = compilers.of(disk, installed);
    const ids = new Set<number>();
    watching(version, (_, { channel: { child } }) => {
      ids.add(child.pid);
      child.kill("SIGSTOP");
    });
    const tsconfigFile = `${app.directory}/tsconfig.json`;
    expect(() => compiler?.readConfig(tsconfigFile)).toThrow("a request was not answered");
    expect(ids.size).toBe(1);
    compilers.close();
  });

  describe.runIf(process.platform === "linux")("collects garbage", () => {
    /** The variables of the compiler's process that begin with a name. */
    const variablesOf = (name: string): string[] => {
      const app = appOn(version);
      const compilers = new NativeCompilers();
      const pids = new Set<number>();
      watching(version, (_, { channel }) => pids.add(channel.child.pid));
      const installed = { directory: `${app.directory}/node_modules/typescript`, version: version.slice(-3) };
      compilers.of(disk, installed)?.readConfig(`${app.directory}/tsconfig.json`);
      const variables = [...pids].flatMap((pid) => readFileSync(`/proc/${pid}/environ`, "utf8").split("\0"));
      compilers.close();
      return variables.filter((one) => one.startsWith(`${name}=`));
    };

    it.each([
      [undefined, "400"],
      ["50", "50"],
    ])("seldom, or as the user says: GOGC=%s", (given, expected) => {
      vi.stubEnv("GOGC", given);
      expect(variablesOf("GOGC")).toEqual([`GOGC=${expected}`]);
      expect(process.env["GOGC"]).toBe(given);
    });

    it.each([
      ["without a limit", 0, Math.floor(totalmem() / 2)],
      ["with a limit that nobody knows", 2 ** 64, Math.floor(totalmem() / 2)],
      ["in a container with 1 GB", 2 ** 30, 2 ** 29],
    ])("as often as it must near half of the memory: %s", (_, allowed, expected) => {
      vi.spyOn(process, "constrainedMemory").mockReturnValue(allowed);
      expect(variablesOf("GOMEMLIMIT")).toEqual([`GOMEMLIMIT=${expected}`]);
      expect(process.env["GOMEMLIMIT"]).toBeUndefined();
    });
  });

  it("is read by ours under `--watch`, which says so", () => {
    const { directory } = appOn(version);
    const installed = JSON.parse(readFileSync(`${directory}/node_modules/typescript/package.json`, "utf8")) as {
      readonly version: string;
    };
    expect(chooseTypeScript(disk, directory).note).toBe(
      `\`--watch\` makes no use of this project's TypeScript ${installed.version}; reading it with TypeScript ${ts.version} instead.`,
    );
  });

  it("has as much time between requests as it wants", async () => {
    const app = appOn(version);
    const installed = { directory: `${app.directory}/node_modules/typescript`, version: version.slice(-3) };
    const compilers = new NativeCompilers(50);
    const compiler = compilers.of(disk, installed);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(compiler?.readConfig(`${app.directory}/tsconfig.json`).fileNames).toHaveLength(3);
    compilers.close();
  });
});
