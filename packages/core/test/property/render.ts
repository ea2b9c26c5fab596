import { castApplies, expectedFields, isOptional, type ExpectedField } from "./expected.js";
import type { Scenario, SessionField, TextStyle, TokenField } from "./scenario.js";

/** The files of a scenario. They are written in one style and then turned into the scenario's own. */
export function filesOf(scenario: Scenario): Record<string, string> {
  const { place } = scenario.declarations;
  const augmentation = place === "none" ? [] : augmentationLines(scenario);
  const head = augmentationImports(scenario);
  const files: Record<string, string> = {
    "flags.ts": "export const enabled: boolean = Date.now() % 2 === 0;\n",
    "roles.ts": `export type Role = "admin" | "member";
export enum Plan { Free, Pro }
export const roleOf = (): Role => (Date.now() % 2 === 0 ? "admin" : "member");
export const planOf = (): Plan => (Date.now() % 2 === 0 ? Plan.Free : Plan.Pro);
`,
    "auth.ts": inStyle(authLines(scenario, place === "inline" ? [...augmentation, ""] : []), scenario.style),
  };
  if (place !== "none" && place !== "inline") {
    const isModule = scenario.declarations.mistake !== "notAModule";
    const start = head.length > 0 ? [...head, ""] : isModule ? ["export {};", ""] : [];
    files[place] = inStyle([...start, ...augmentation], scenario.style);
  }
  if (scenario.reader) files["page.ts"] = readerText(scenario);
  return files;
}

function inStyle(lines: readonly string[], style: TextStyle): string {
  return lines
    .map((line) => {
      const depth = /^ */.exec(line)?.[0].length ?? 0;
      // `§` stands for what ends a member.
      const text = line.trimStart().replace(/§$/, style.memberEnd);
      const ended = style.semicolons || line.endsWith("§") ? text : text.replace(/;$/, "");
      return style.indent.repeat(depth / 2) + ended.replaceAll('"', style.quote) + style.newline;
    })
    .join("");
}

function authLines(scenario: Scenario, inline: readonly string[]): string[] {
  const { providers, parameters } = scenario;
  const sessionUser = scenario.declarations.place === "inline" && needsDefaultSession(scenario);
  const types = [
    ...(sessionUser ? ["DefaultSession"] : []),
    "NextAuthOptions",
    ...(parameters === "annotated" ? ["Session"] : []),
    ...(inline.length > 0 && needsUser(scenario) ? ["User"] : []),
  ];
  return [
    `import type { ${types.join(", ")} } from "next-auth";`,
    ...(parameters === "annotated" ? ['import type { JWT } from "next-auth/jwt";'] : []),
    ...(providers === "oauth" ? [] : ['import CredentialsProvider from "next-auth/providers/credentials";']),
    ...(providers === "credentials" ? [] : ['import GithubProvider from "next-auth/providers/github";']),
    'import { enabled } from "./flags";',
    `import { planOf, roleOf${
      inline.length > 0
        ? namedTypes(scenario)
            .map((name) => `, type ${name}`)
            .join("")
        : ""
    } } from "./roles";`,
    "",
    ...inline,
    "export const authOptions: NextAuthOptions = {",
    "  providers: [",
    ...(providers === "credentials" ? [] : ['    GithubProvider({ clientId: "id", clientSecret: "secret" }),']),
    ...(providers === "oauth" ? [] : credentialsLines(scenario)),
    "  ],",
    "  callbacks: {",
    ...(scenario.token.fields.length === 0 ? [] : tokenLines(scenario).map((line) => `    ${line}`)),
    ...(scenario.session.fields.length === 0 ? [] : sessionLines(scenario).map((line) => `    ${line}`)),
    "  },",
    "};",
    "export const used: unknown[] = [enabled, planOf, roleOf];",
  ];
}

function credentialsLines(scenario: Scenario): string[] {
  const role = scenario.token.fields.some((field) => field.source === "userRole") ? ', role: String("admin")' : "";
  return [
    "    CredentialsProvider({",
    '      name: "Password",',
    '      credentials: { email: { label: "E-mail", type: "email" } },',
    "      authorize() {",
    `        return { id: "1", name: "Ann"${role} };`,
    "      },",
    "    }),",
  ];
}

/** The parameter list of a callback, and what stands before each of the names in its body. */
function parameterList(scenario: Scenario, names: readonly string[], annotated: string): { text: string; of: string } {
  if (scenario.parameters === "object") return { text: "params", of: "params." };
  const list = `{ ${names.join(", ")} }`;
  return { text: scenario.parameters === "annotated" ? `${list}: ${annotated}` : list, of: "" };
}

function callback(scenario: Scenario, name: string, parameters: string, body: readonly string[]): string[] {
  return [`${scenario.async ? "async " : ""}${name}(${parameters}) {`, ...body.map((line) => `  ${line}`), "},"];
}

function tokenLines(scenario: Scenario): string[] {
  const { fields, form } = scenario.token;
  // Only what the annotation of a jwt callback's parameters leaves simple: the others are taken as they come.
  const names = ["token", "user", "account", "profile", "trigger", "isNewUser"];
  const parameters =
    scenario.parameters === "object" ? { text: "params", of: "params." } : { text: `{ ${names.join(", ")} }`, of: "" };
  const { of } = parameters;
  const value = (field: TokenField): string =>
    ({
      text: '"free"',
      role: "roleOf()",
      plan: "planOf()",
      count: "3",
      // Not a literal: a constant true is no condition.
      active: `${of}token.name === null`,
      userId: `${of}user.id`,
      userRole: `${of}user.role`,
      accessToken: field.guard === "account" ? `${of}account.access_token` : `${of}account?.access_token`,
      sub: `${of}token.sub`,
      castName: `${of}token.name as string`,
    })[field.source];
  const condition = (field: TokenField): string | undefined =>
    ({
      none: undefined,
      afterEarlyReturn: undefined,
      ifElse: undefined,
      switchSignIn: undefined,
      user: `${of}user`,
      account: `${of}account`,
      profile: `${of}profile`,
      signIn: `${of}trigger === "signIn"`,
      isNewUser: `${of}isNewUser`,
      update: `${of}trigger === "update"`,
      enabled: "enabled",
    })[field.guard];

  const [first] = fields;
  if (form === "spread" && first) {
    const made = `return { ...${of}token, ${fields.map((field) => `${field.name}: ${value(field)}`).join(", ")} };`;
    const guard = condition(first);
    const body = guard === undefined ? [made] : [`if (${guard}) {`, `  ${made}`, "}", `return ${of}token;`];
    return callback(scenario, "jwt", parameters.text, body);
  }
  const write = (field: TokenField): string => {
    const guard = condition(field);
    const assignment = `${of}token.${field.name} = ${value(field)};`;
    if (field.guard === "ifElse") return `if (enabled) ${assignment} else ${assignment}`;
    if (field.guard === "switchSignIn") return `switch (${of}trigger) { case "signIn": ${assignment} }`;
    return guard === undefined ? assignment : `if (${guard}) ${assignment}`;
  };
  const late = fields.filter((field) => field.guard === "afterEarlyReturn");
  return callback(scenario, "jwt", parameters.text, [
    ...fields.filter((field) => !late.includes(field)).map(write),
    ...(late.length > 0 ? [`if (!${of}user) return ${of}token;`, ...late.map(write)] : []),
    `return ${of}token;`,
  ]);
}

function sessionLines(scenario: Scenario): string[] {
  const { fields, form } = scenario.session;
  const { text: parameters, of } = parameterList(scenario, ["session", "token"], "{ session: Session; token: JWT }");
  const tokens = expectedFields(scenario).filter((field) => field.interface === "JWT");
  const read = (field: SessionField): string => {
    const { source } = field;
    return source.kind === "token" ? `${of}token.${tokens[source.index]?.path ?? ""}` : `${of}token.sub`;
  };
  const value = (field: SessionField): string => {
    const { source } = field;
    switch (source.kind) {
      case "text":
        return '"free"';
      case "role":
        return "roleOf()";
      case "plan":
        return "planOf()";
      case "count":
        return "3";
      case "active":
        return "true";
      case "sub":
        return `${of}token.sub!`;
      case "castName":
        return `${of}token.name as string`;
      case "token": {
        const token = tokens[source.index];
        return token && castApplies(field, token) ? `${read(field)} as string` : read(field);
      }
    }
  };
  const write = (field: SessionField): string => {
    const target = field.at === "user" ? `${of}session.user.${field.name}` : `${of}session.${field.name}`;
    const assignment = `${target} = ${value(field)}`;
    switch (field.guard) {
      case "none":
      case "afterEarlyReturn":
        return `${assignment};`;
      case "sessionUser":
        return `if (${of}session.user) ${assignment};`;
      case "sessionUserAndToken":
        return `if (${of}session?.user && ${of}token) ${assignment};`;
      case "source":
        return `if (${read(field)} && ${of}session.user) ${assignment};`;
      case "and":
        return `${read(field)} && (${assignment});`;
      case "enabled":
        return `if (enabled) ${assignment};`;
      case "ifElse":
        return `if (enabled) ${assignment}; else ${assignment};`;
    }
  };
  const literal = (list: readonly SessionField[]): string =>
    list.map((field) => `, ${field.name}: ${value(field)}`).join("");
  const inUser = fields.filter((field) => field.at === "user");
  const onSession = fields.filter((field) => field.at === "session");
  const user = `{ ...${of}session.user${literal(inUser)} }`;

  if (form === "spread") {
    const userPart = inUser.length > 0 ? `, user: ${user}` : "";
    return callback(scenario, "session", parameters, [`return { ...${of}session${userPart}${literal(onSession)} };`]);
  }
  const written = form === "replace" ? onSession : fields;
  const late = written.filter((field) => field.guard === "afterEarlyReturn");
  return callback(scenario, "session", parameters, [
    ...(form === "replace" && inUser.length > 0 ? [`${of}session.user = ${user};`] : []),
    ...written.filter((field) => !late.includes(field)).map(write),
    ...(late.length > 0 ? [`if (!${of}session.user) return ${of}session;`, ...late.map(write)] : []),
    `return ${of}session;`,
  ]);
}

function needsDefaultSession({ declarations: { user, extendsDefaultSession } }: Scenario): boolean {
  return extendsDefaultSession || ["intersection", "baseOnly", "optional"].includes(user);
}

function needsUser({ declarations: { user } }: Scenario): boolean {
  return user === "libraryUser";
}

function augmentationImports(scenario: Scenario): string[] {
  const names = [
    ...(needsDefaultSession(scenario) ? ["DefaultSession"] : []),
    ...(needsUser(scenario) ? ["User"] : []),
  ];
  const types = namedTypes(scenario);
  const up = scenario.declarations.place
    .split("/")
    .slice(1)
    .map(() => "..")
    .join("/");
  return [
    ...(names.length === 0 ? [] : [`import type { ${names.join(", ")} } from "next-auth";`]),
    ...(types.length === 0 ? [] : [`import type { ${types.join(", ")} } from "${up || "."}/roles";`]),
  ];
}

/** The types of other files that the augmentation mentions. */
function namedTypes(scenario: Scenario): string[] {
  const texts = expectedFields(scenario)
    .filter((field) => field.declared !== "absent" && field.declared !== "wrong")
    .map((field) => field.base.replace(/\..*/, ""));
  return ["Plan", "Role"].filter((name) => texts.includes(name));
}

function augmentationLines(scenario: Scenario): string[] {
  const { declarations, session, token } = scenario;
  const fields = expectedFields(scenario);
  const own = (name: string, isUser: boolean): ExpectedField[] =>
    fields.filter(
      (field) => field.interface === name && field.path.startsWith("user.") === isUser && field.declared !== "absent",
    );
  const inUser = [...own("Session", true).map(memberText), ...(session.stale === "user" ? ["stale: string§"] : [])];
  const onSession = [
    ...own("Session", false).map(memberText),
    ...(session.stale === "session" ? ["stale: string§"] : []),
  ];
  const onToken = [...own("JWT", false).map(memberText), ...(token.stale ? ["stale: string§"] : [])];
  const { before, member } = userMember(scenario, inUser);
  const tokenInterface = ["  interface JWT {", ...onToken.map((line) => `    ${line}`), "  }"];
  const isMisplaced = declarations.mistake === "tokenInWrongModule";
  return [
    ...before,
    'declare module "next-auth" {',
    `  interface Session${declarations.extendsDefaultSession ? " extends DefaultSession" : ""} {`,
    ...[...onSession, ...member].map((line) => `    ${line}`),
    "  }",
    ...(declarations.userRole
      ? ["", "  interface User {", `    ${own("User", false).map(memberText).join("")}`, "  }"]
      : []),
    ...(isMisplaced ? ["", ...tokenInterface] : []),
    "}",
    ...(declarations.jwt && !isMisplaced ? ["", 'declare module "next-auth/jwt" {', ...tokenInterface, "}"] : []),
  ];
}

/** `user` in the form in which the project declares it, and what stands before the augmentation for its sake. */
function userMember(scenario: Scenario, members: readonly string[]): { before: string[]; member: string[] } {
  const base = ["name?: string | null§", "email?: string | null§", "image?: string | null§"];
  const block = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);
  switch (scenario.declarations.user) {
    case "none":
      return { before: [], member: [] };
    case "baseOnly":
      return { before: [], member: ['user: DefaultSession["user"]§'] };
    case "intersection":
      return { before: [], member: ["user: {", ...block(members), '} & DefaultSession["user"]§'] };
    case "optional":
      return { before: [], member: ["user?: {", ...block(members), '} & DefaultSession["user"]§'] };
    case "literal":
      return { before: [], member: ["user: {", ...block([...base, ...members]), "}§"] };
    case "libraryUser":
      return { before: [], member: ["user: User & {", ...block(members), "}§"] };
    case "ownInterface":
      return {
        before: ["interface AppUser {", ...block([...base, ...members]), "}", ""],
        member: ["user: AppUser§"],
      };
  }
}

function memberText(field: ExpectedField): string {
  const name = field.path.replace(/^user\./, "");
  switch (field.declared) {
    case "wrong":
      return `${name}: { wrong: true }§`;
    case "promised":
      return `${name}: ${field.base}§`;
    case "optional":
      return `${name}?: ${field.base}§`;
    case "exact":
    case "absent":
      return `${name}${isOptional(field) ? "?" : ""}: ${field.base}§`;
  }
}

/** A page that shows what the session holds, each field read as its reader would. */
function readerText(scenario: Scenario): string {
  const reads = scenario.session.fields.map((field) =>
    field.at === "user" ? `session?.user?.${field.name}` : `session?.${field.name}`,
  );
  return [
    'import { getServerSession } from "next-auth";',
    'import { authOptions } from "./auth";',
    "",
    "export async function shown(): Promise<unknown[]> {",
    "  const session = await getServerSession(authOptions);",
    `  return [${["session?.user?.email", ...reads].join(", ")}];`,
    "}",
    "",
  ].join("\n");
}
