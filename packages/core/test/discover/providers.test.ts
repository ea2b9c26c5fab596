import { describe, expect, test } from "vitest";
import ts from "typescript";
import { viewOf } from "../../src/compiler/program-view.js";
import { describeProviders, type Providers } from "../../src/discover/providers.js";
import { createResolver } from "../../src/discover/resolve.js";
import { workspaceOn } from "../support/workspace.js";
import type { Checker } from "../../src/api/program.js";

const head = `import type { AuthOptions, Awaitable, User } from "next-auth";
import type { OAuthConfig, OAuthUserConfig, Provider } from "next-auth/providers/index";
import CredentialsProvider from "next-auth/providers/credentials";
import EmailProvider from "next-auth/providers/email";
import GithubProvider, { type GithubProfile } from "next-auth/providers/github";
import { profileOf } from "./profile";

declare const some: any, enabled: boolean, more: Provider[], github: Provider;
declare function make(options?: object): OAuthConfig<Mine>;
declare function open<P>(options?: OAuthUserConfig<P>): OAuthConfig<P>;
declare function optional(): { type: "oauth"; profile?: (profile: Mine) => User } | undefined;
declare function other(): { type: "webauthn"; profile: string };
declare function either(): OAuthConfig<Mine> | { type: "oidc"; profile?: (profile: Mine) => User };
declare function declared(profile: Mine): User;
declare function oidc(): { type: "oidc"; id: string };
interface Mine { login: string }
const id = { clientId: "id", clientSecret: "secret" };
const own = (profile: Mine) => ({ id: profile.login, plan: "free" as const });
const two = [GithubProvider(id), EmailProvider({})];
const options = { ...id, profile: own };
const made = GithubProvider({ ...id, profile: () => ({ id: "1", seats: 2 }) });
const create = () => GithubProvider({ ...id, profile: () => ({ id: "1", seats: 3 }) });
const plain = () => ({ id: "mine", type: "oauth" as const, profile: own });
`;

/** What each of these options says of its providers. */
function providersOf(properties: string): Providers {
  const workspace = workspaceOn("4.24.15", {
    "auth.ts": `${head}export const authOptions = { ${properties} } as AuthOptions;\n`,
    "profile.ts": "export function profileOf(profile: { name: string }) { return { id: profile.name }; }\n",
  });
  const statement = workspace.program.getSourceFile(`${workspace.root}/auth.ts`)?.statements.at(-1);
  const value =
    statement && ts.isVariableStatement(statement) ? statement.declarationList.declarations[0]?.initializer : undefined;
  const config = value && ts.isAsExpression(value) ? value.expression : undefined;
  if (!config || !ts.isObjectLiteralExpression(config)) throw new Error("There is no config.");
  const view = viewOf(workspace);
  checker = workspace.program.getTypeChecker();
  return describeProviders(view, createResolver(view), config);
}
let checker: Checker;

function text(type: ts.Type | undefined): string | undefined {
  return type && checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
}

describe("the list of providers:", () => {
  test.each<[properties: string, list: string[], isComplete: boolean]>([
    ["session: {}", [], true],
    ["providers: []", [], true],
    ["providers: [GithubProvider(id), EmailProvider({})]", ["GithubProvider(id)", "EmailProvider({})"], true],
    ["providers: two", ["GithubProvider(id)", "EmailProvider({})"], true],
    ["providers: [...two, github]", ["GithubProvider(id)", "EmailProvider({})", "github"], true],
    ["providers: [github, ...[...two]]", ["github", "GithubProvider(id)", "EmailProvider({})"], true],
    ["providers: [...more, github]", ["github"], false],
    ["providers: [github, ...(enabled ? two : [])]", ["github", "GithubProvider(id)", "EmailProvider({})"], true],
    ["providers: [...(enabled && two), github]", ["GithubProvider(id)", "EmailProvider({})", "github"], true],
    ["providers: [github, ...(enabled ? more : [])]", ["github"], false],
    ["providers: [github, ...two.filter(Boolean)]", ["github"], false],
    ["providers: more", [], false],
    ["providers: enabled ? two : []", ["GithubProvider(id)", "EmailProvider({})"], true],
    ["providers: enabled ? two : [github]", ["GithubProvider(id)", "EmailProvider({})", "github"], true],
    ["...some", [], false],
  ])("%s", (properties, list, isComplete) => {
    const providers = providersOf(properties);
    expect(providers.list.map(({ node }) => node.getText())).toEqual(list);
    expect(providers.complete).toBe(isComplete);
  });
});

describe("one provider of the list", () => {
  type Said = readonly [kind: string, profile?: string | undefined, user?: string];

  test.each<[provider: string, said: Said]>([
    ["GithubProvider(id)", ["oauth", "GithubProfile"]],
    ["GithubProvider.default(id)", ["oauth", "GithubProfile"]],
    ["GithubProvider.make(id)", ["unknown"]],
    ["GithubProvider.default.make(id)", ["unknown"]],
    ["EmailProvider({})", ["email"]],
    ["github", ["unknown"]],
    ["some", ["unknown"]],
    ["some(id)", ["unknown"]],
    ["other()", ["unknown"]],
    ["oidc()", ["oauth"]],
    ["make()", ["oauth", "Mine"]],
    ["open()", ["oauth"]],
    ["optional()", ["oauth", "Mine"]],
    ["CredentialsProvider({ credentials: {}, authorize: () => null })", ["credentials", undefined, "never"]],
    [
      'CredentialsProvider({ credentials: {}, authorize: () => ({ id: "1", plan: "free" }) })',
      ["credentials", undefined, "{ id: string; plan: string; }"],
    ],
    [
      'CredentialsProvider({ credentials: {}, async authorize() { return enabled ? { id: "1" } : null; } })',
      ["credentials", undefined, "{ id: string; }"],
    ],
    ["GithubProvider({ ...id, profile: own })", ["oauth", "GithubProfile", '{ id: string; plan: "free"; }']],
    ["GithubProvider(options)", ["oauth", "GithubProfile", '{ id: string; plan: "free"; }']],
    ["GithubProvider({ ...id, profile: profileOf })", ["oauth", "GithubProfile", "{ id: string; }"]],
    ["GithubProvider({ ...id, profile: some })", ["oauth", "GithubProfile"]],
    ["GithubProvider({ ...id, ...some })", ["oauth", "GithubProfile"]],
    ["GithubProvider(some)", ["oauth", "GithubProfile"]],
    [
      "GithubProvider({ ...id, profile: async (profile: GithubProfile) => ({ id: `${profile.id}`, login: profile.login }) })",
      ["oauth", "GithubProfile", "{ id: string; login: string; }"],
    ],
    [
      "GithubProvider({ ...id, profile: (profile: GithubProfile & Mine) => ({ id: profile.login }) })",
      ["oauth", "GithubProfile & Mine", "{ id: string; }"],
    ],
    ["made", ["oauth", "GithubProfile", "{ id: string; seats: number; }"]],
    ["create()", ["oauth", "GithubProfile", "{ id: string; seats: number; }"]],
    ["make", ["oauth", "Mine"]],
    ["open", ["oauth"]],
    ["other", ["unknown"]],
    ["enabled ? make() : oidc", ["oauth", "Mine"]],
    ["enabled ? make() : EmailProvider({})", ["unknown", "Mine"]],
    ["enabled && make()", ["unknown", "Mine"]],
    ["either()", ["oauth", "Mine"]],
    ["plain", ["oauth", "Mine", '{ id: string; plan: "free"; }']],
    ["plain()", ["oauth", "Mine", '{ id: string; plan: "free"; }']],
    ['{ id: "mine", name: "Mine", type: "oauth", profile: own }', ["oauth", "Mine", '{ id: string; plan: "free"; }']],
    ['{ id: "mine", name: "Mine", type: "oauth" }', ["oauth"]],
  ])("its kind and its users are read: %s", (provider, [kind, profile, user]) => {
    const [found, ...others] = providersOf(`providers: [${provider}]`).list;
    expect(others).toEqual([]);
    expect([found?.kind, text(found?.profileType()), text(found?.userType())]).toEqual([kind, profile, user]);
  });

  test.each<[provider: string, profileFunction: string | undefined]>([
    ["GithubProvider({ ...id, profile: () => ({ id: enabled }) })", "() => ({ id: enabled })"],
    ["CredentialsProvider({ credentials: {}, authorize: () => null })", undefined],
    ["GithubProvider(id)", undefined],
    ["GithubProvider()", undefined],
    // Nobody sees the body of one, or which of two runs.
    ["GithubProvider({ ...id, profile: some })", undefined],
    ["make({ profile: declared })", undefined],
    ["enabled ? make({ profile: own }) : make({ profile: profileOf })", undefined],
  ])("the function that the project wrote for it is found: %s", (provider, profileFunction) => {
    const [found] = providersOf(`providers: [${provider}]`).list;
    expect(found?.profileFunction?.getText()).toBe(profileFunction);
  });
});
