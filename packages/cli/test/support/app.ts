import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { copiedNextAuth } from "../../../core/test/support/copied-packages.js";
import { main } from "../../src/index.js";
import "./parsed-once.js";

const require = createRequire(import.meta.url);
const packages = {
  "next-auth": copiedNextAuth(4),
  "next-auth-5": copiedNextAuth(5),
  typescript: dirname(require.resolve("typescript/package.json")),
  "typescript-7.0": dirname(require.resolve("typescript-7.0/package.json")),
  "typescript-7.1": dirname(require.resolve("typescript-7.1/package.json")),
};

/** The compiler of an app that does not name one. */
const usualTypeScript = ((): "typescript" | "typescript-7.0" | "typescript-7.1" => {
  const asked = process.env["TYPED_SESSION_COMPILER"];
  if (asked === undefined) return "typescript";
  return asked === "7.0" ? "typescript-7.0" : "typescript-7.1";
})();

/** The result of a run of the command. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  /** Without the closing line, unless the whole output was asked for. */
  readonly stderr: string;
}

/** The closing line, which ends with the time of the run, as no other line does. */
const closing = /^.+ \(\d+\.\d s\)\n/m;

/** The output of a run on stderr without its closing line. */
export function withoutClosing(stderr: string): string {
  return stderr.replace(closing, "");
}

/** The closing line of a run without its time. */
export function closingOf({ stderr }: Run): string {
  return (closing.exec(stderr)?.[0] ?? "").replace(/ \(\d+\.\d s\)\n$/, "");
}

/** A real app in a directory of its own, gone when the test ends. */
export interface App {
  readonly directory: string;
  write(name: string, text: string): void;
  read(name: string): string;
  exists(name: string): boolean;
  /** Puts a package into the node_modules of one of its folders. */
  install(folder: string, name: string, package_: keyof typeof packages): void;
  /** Links a package of the app's own into a node_modules, as a package manager does. */
  link(name: string, to: string): void;
  /** Runs the command in the app's directory. */
  run(...argv: readonly string[]): Promise<Run>;
  /** The same with everything on stderr. */
  runWhole(...argv: readonly string[]): Promise<Run>;
  runWith(env: Readonly<Record<string, string>>, ...argv: readonly string[]): Promise<Run>;
}

export const tsconfig = JSON.stringify({
  compilerOptions: {
    strict: true,
    target: "es2022",
    lib: ["es2022"],
    module: "esnext",
    moduleResolution: "bundler",
    skipLibCheck: true,
    noEmit: true,
    types: [],
  },
});

/** The config of the guide, as short as it can be. */
export const auth = `import type { NextAuthOptions } from "next-auth";

export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: {
    jwt({ token, user }) {
      if (user) token.id = user.id;
      return token;
    },
    session({ session, token }) {
      session.user.id = token.id;
      return session;
    },
  },
};
`;

/** The same for next-auth 5. */
export const auth5 = auth
  .replace("NextAuthOptions }", "NextAuthConfig }")
  .replace("authOptions: NextAuthOptions", "authConfig: NextAuthConfig");

/** The declaration that `fix` writes for it. */
export const augmentation = `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
      id: string;
    } & DefaultSession["user"];
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    id: string;
  }
}
`;

/**
 * @param files their texts by name
 * @param installed the packages in its node_modules
 */
export function createApp(
  files: Readonly<Record<string, string>>,
  installed: readonly (keyof typeof packages)[] = ["next-auth", "typescript"],
): App {
  // On some systems the temporary directory is a link, which the compiler would resolve.
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-")));
  onTestFinished(() => {
    rmSync(directory, { recursive: true });
  });
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  const install: App["install"] = (folder, name, package_) => {
    mkdirSync(join(directory, folder, "node_modules"), { recursive: true });
    symlinkSync(packages[package_], join(directory, folder, "node_modules", name));
  };
  for (const name of installed) install("", name, name === "typescript" ? usualTypeScript : name);
  const runWith: App["runWith"] = (env, ...argv) => runIn(directory, env, argv);
  return {
    directory,
    write,
    install,
    link: (name, to) => {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      symlinkSync(join(directory, to), join(directory, name), "dir");
    },
    read: (name) => readFileSync(join(directory, name), "utf8"),
    exists: (name) => existsSync(join(directory, name)),
    run: (...argv) => runWith({}, ...argv),
    runWhole: (...argv) => runWhole(directory, {}, argv),
    runWith,
  };
}

/** Runs the command in a directory, without the closing line, which has its own tests. */
export async function runIn(cwd: string, env: Readonly<Record<string, string>>, argv: readonly string[]): Promise<Run> {
  const run = await runWhole(cwd, env, argv);
  return { ...run, stderr: withoutClosing(run.stderr) };
}

async function runWhole(cwd: string, env: Readonly<Record<string, string>>, argv: readonly string[]): Promise<Run> {
  let stdout = "";
  let stderr = "";
  const code = await main(argv, {
    cwd,
    env,
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  return { code, stdout, stderr };
}
