import fc from "fast-check";
import { body, type Surroundings } from "./body.js";
import { outsideText } from "./outside.js";
import { surroundings, type BodyName } from "./surroundings.js";

/** Ways to write a callback and its parameters. */
const forms = [
  "method",
  "arrow",
  "property",
  "reference",
  "imported",
  "factory",
  "generic factory",
  "overloaded factory",
  "class",
  "kept",
  "cast",
] as const;
const parameterForms = ["destructured", "destructured", "object", "annotated", "any"] as const;

/** The choices that make up an auth file. */
export interface AuthFile {
  readonly strategy: "jwt" | "database";
  readonly providers: "oauth" | "credentials" | "both";
  readonly forms: readonly [(typeof forms)[number], (typeof forms)[number]];
  readonly parameters: (typeof parameterForms)[number];
  readonly bodies: Readonly<Record<BodyName, string>>;
}

type Change = (around: Surroundings) => Surroundings;

/** Auth files on next-auth 4, with callbacks of every kind. */
export function authFiles(change: Change = (around) => around): fc.Arbitrary<AuthFile> {
  const bodyOf = (name: BodyName): fc.Arbitrary<string> => body(change(surroundings[name]));
  const helper = (name: BodyName): fc.Arbitrary<string> => bodyOf(name).map(withoutAwait);
  const form = fc.constantFrom(...forms);
  return fc.record({
    strategy: fc.constantFrom("jwt", "jwt", "jwt", "database"),
    providers: fc.constantFrom("oauth", "credentials", "both"),
    forms: fc.tuple(form, form),
    parameters: fc.constantFrom(...parameterForms),
    bodies: fc.record({
      jwt: bodyOf("jwt"),
      session: bodyOf("session"),
      stored: bodyOf("stored"),
      markToken: helper("markToken"),
      blendToken: helper("blendToken"),
      markSession: helper("markSession"),
      blendSession: helper("blendSession"),
    }),
  });
}

/** Makes a helper synchronous, because nobody awaits it. */
function withoutAwait(body: string): string {
  return body.replaceAll("await ", "").replaceAll("async ", "").replaceAll("load()", "row()");
}

/** Additional text: an import in each file, and something in the auth file itself. */
interface Additions {
  readonly head?: string;
  readonly inline?: string;
}

/** The files of a project, by name. */
export function filesOf(auth: AuthFile, { head = "", inline = "" }: Additions = {}): Record<string, string> {
  const outsideImport = `${importOfOutside}\n${head}`;
  const jwt = callbackOf(auth, "jwt");
  const session = callbackOf(auth, "session");
  return {
    "auth.ts": `import type { CallbacksOptions, NextAuthOptions, Session } from "next-auth";
import type { JWT } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import GithubProvider from "next-auth/providers/github";
import { blendSession, blendToken } from "./helpers";
${outsideImport}
${[jwt, session].flatMap(({ isImported, name }) => (isImported ? [`import { ${name} } from "./callbacks";`] : [])).join("\n")}

export ${helperText("markToken", auth)}
export ${helperText("markSession", auth)}
${[jwt, session].map(({ isImported, before }) => (isImported ? "" : before)).join("\n")}
${inline}
export const authOptions: NextAuthOptions = {
  session: { strategy: "${auth.strategy}" },
  providers: [${providersOf(auth).join(", ")}],
  callbacks: {
    ${jwt.member},
    ${session.member},
  },
};
`,
    "helpers.ts": `import type { Session } from "next-auth";
import type { JWT } from "next-auth/jwt";
import { markSession, markToken } from "./auth";
${outsideImport}

export ${helperText("blendToken", auth)}
export ${helperText("blendSession", auth)}
`,
    "outside.ts": outsideText,
    ...([jwt, session].some(({ isImported }) => isImported) && {
      "callbacks.ts": `import type { CallbacksOptions, Session } from "next-auth";
import type { JWT } from "next-auth/jwt";
import { markSession, markToken } from "./auth";
import { blendSession, blendToken } from "./helpers";
${outsideImport}

${[jwt, session].map(({ isImported, before }) => (isImported ? `export ${before}` : "")).join("\n")}
`,
    }),
  };
}

const importOfOutside =
  'import { anyKey, anything, branded, flag, flags, keep, keyOf, later, list, load, maybeText, patient, perhaps, pick, Plans, risky, row, Space, textOf } from "./outside";';

function helperText(name: BodyName, { bodies }: AuthFile): string {
  return `function ${name}(target: ${name.endsWith("Token") ? "JWT" : "Session"}) {\n${bodies[name]}\n}`;
}

function providersOf({ providers }: AuthFile): string[] {
  const oauth = 'GithubProvider({ clientId: "id", clientSecret: "secret" })';
  const credentials =
    'CredentialsProvider({ credentials: {}, authorize: () => ({ id: "1", name: "Ann", email: "a@b.c", role: String("red") }) })';
  return [...(providers === "credentials" ? [] : [oauth]), ...(providers === "oauth" ? [] : [credentials])];
}

interface CallbackText {
  readonly name: string;
  /** Its text among the callbacks. */
  readonly member: string;
  /** Its text before the config, or in another file. */
  readonly before: string;
  readonly isImported: boolean;
}

const parameters = {
  jwt: ["token", "user", "account", "profile", "trigger", "isNewUser", "session: update"],
  session: ["session", "token", "user"],
};

function callbackOf(auth: AuthFile, kind: "jwt" | "session"): CallbackText {
  const form = auth.forms[kind === "jwt" ? 0 : 1];
  const isApart = form !== "method" && form !== "arrow" && form !== "property";
  const isObject = auth.parameters === "object";
  const own = auth.bodies[kind === "jwt" ? "jwt" : auth.strategy === "jwt" ? "session" : "stored"];
  const body = own
    .replace(/@update\b/g, isObject ? "params.session" : "update")
    // A decorator stays.
    .replaceAll(/@(?!mark\b)/g, isObject ? "params." : "");
  const isAnnotated = isApart || auth.parameters === "annotated";
  const annotation =
    auth.parameters === "any" ? ": any" : isAnnotated ? `: Parameters<CallbacksOptions["${kind}"]>[0]` : "";
  const list = isObject ? `params${annotation}` : `{ ${parameters[kind].join(", ")} }${annotation}`;
  const name = `${kind}Callback`;
  const isAsync = body.includes("await") ? "async " : "";
  const [only] = /^return [^;{}]*;$/.test(body) ? [body.slice("return ".length, -1)] : [];
  const arrow = `${isAsync}(${list}) => ${only ?? `{\n${body}\n}`}`;
  const type = `CallbacksOptions["${kind}"]`;
  const made = (before: string, member: string): CallbackText => ({
    name,
    member: `${kind}: ${member}`,
    before,
    isImported: false,
  });
  switch (form) {
    case "generic factory":
      return made(
        `function ${name}<Options extends object>(_options?: Options) {\nreturn ${arrow};\n}`,
        `${name}({ plan: "free" })`,
      );
    case "overloaded factory":
      return made(
        `function ${name}(): ${type};\nfunction ${name}(kind: string): ${type};\nfunction ${name}(_kind?: string): ${type} {\nreturn ${arrow};\n}`,
        `${name}("kind")`,
      );
    case "class":
      return made(
        `class ${kind}Holder {\nstatic #calls = 0;\nstatic get calls() {\nreturn ${kind}Holder.#calls;\n}\nstatic ${isAsync}run(${list}) {\n${body}\n}\n}`,
        `${kind}Holder.run`,
      );
    case "kept":
      return made("", `keep(${arrow})`);
    case "cast":
      return made("", `((${arrow}) as ${type})!`);
    case "method":
      return { name, member: `${isAsync}${kind}(${list}) {\n${body}\n}`, before: "", isImported: false };
    case "arrow":
      return { name, member: `${kind}: ${arrow}`, before: "", isImported: false };
    case "property":
      return { name, member: `${kind}: ${isAsync}function (${list}) {\n${body}\n}`, before: "", isImported: false };
    case "reference":
    case "imported":
      return {
        name,
        member: `${kind}: ${name}`,
        before: `${isAsync}function ${name}(${list}) {\n${body}\n}`,
        isImported: form === "imported",
      };
    case "factory":
      return {
        name,
        member: `${kind}: ${name}()`,
        before: `function ${name}() {\nreturn ${arrow};\n}`,
        isImported: false,
      };
  }
}
