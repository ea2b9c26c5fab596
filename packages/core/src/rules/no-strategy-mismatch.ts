import type { AbsentAccess } from "../infer/interpreter/observer.js";
import { at, type Finding } from "../declare/finding.js";
import type { Rule, RuleContext } from "./rule.js";
import type { AuthConfig, Callback } from "../discover/auth-config.js";

export const noStrategyMismatch: Rule = {
  name: "no-strategy-mismatch",
  code: 990010,
  severity: "warn",
  summary: "A callback uses what its session strategy does not provide, or never runs under it",
  fix: "-",
  isKnownAtOnce: true,
  check: (context) =>
    context.base.configs.flatMap((config) => [...idleCallback(context, config), ...absentUse(context, config)]),
};

/** `jwt` under `database`: the library never calls it. */
function idleCallback({ base }: RuleContext, config: AuthConfig): Finding[] {
  if (config.strategy !== "database" || config.jwt.kind !== "function") return [];
  if (isShared(base.configs, config, config.jwt, "jwt")) return [];
  const { node } = config.jwt;
  const { parent } = node;
  const { ts } = base.workspace;
  const isValue = ts.isPropertyAssignment(parent) || ts.isVariableDeclaration(parent);
  return [
    {
      ...at(node.name ?? (isValue ? parent.name : node)),
      message: `This \`jwt\` callback never runs: ${whyDatabase(config)}.`,
      manual: 'Set `session: { strategy: "jwt" }`, or move its work into the `session` callback.',
    },
  ];
}

/** `token.id` under `database`, `user.id` in `session` under `jwt`: the types promise them, but they are missing. */
function absentUse({ base }: RuleContext, config: AuthConfig): Finding[] {
  const { session } = config;
  if (session.kind !== "function" || config.strategy === "unknown") return [];
  if (isShared(base.configs, config, session, "session")) return [];
  const seen = base.observed.find((one) => one.config === config)?.seen.absentAccesses ?? [];
  const { findAncestor } = base.workspace.ts;
  const inside = seen.filter(({ node }) => findAncestor(node, (outer) => outer === session.node));
  const [first] = inside.sort((a, b) => a.node.getStart() - b.node.getStart());
  return first ? [findingOf(config, first)] : [];
}

function findingOf(config: AuthConfig, { node, name }: AbsentAccess): Finding {
  const instead = name === "token" ? "user" : "token";
  const why = name === "token" ? whyDatabase(config) : "sessions are kept in a token";
  return {
    ...at(node),
    message: `\`${name}\` is \`undefined\` in the \`session\` callback here: ${why}.`,
    manual: `Read it from \`${instead}\`, or change \`session.strategy\`.`,
  };
}

function whyDatabase({ hasDefaultStrategy }: AuthConfig): string {
  return hasDefaultStrategy
    ? "with an `adapter` and no `session.strategy`, sessions are kept in the database"
    : "sessions are kept in the database";
}

/** Whether the callback also serves a config with another strategy, which justifies it. */
function isShared(
  configs: readonly AuthConfig[],
  config: AuthConfig,
  callback: Callback & { kind: "function" },
  name: "session" | "jwt",
): boolean {
  return configs.some((other) => {
    const theirs = other[name];
    return theirs.kind === "function" && theirs.node === callback.node && other.strategy !== config.strategy;
  });
}
