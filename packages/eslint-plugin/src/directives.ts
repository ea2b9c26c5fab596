import type { TSESLint } from "@typescript-eslint/utils";

/** A comment that switches rules off or on, as `SourceCode#getDisableDirectives` gives it. */
interface Directive {
  readonly type: "disable" | "enable" | "disable-line" | "disable-next-line";
  /** Names of rules, separated by commas; empty for all rules. */
  readonly value: string;
  readonly node: { readonly loc: TSESLint.AST.SourceLocation };
}

/** Members that the types of typescript-eslint lack. */
interface WithDirectives {
  /** Not in ESLint 8. */
  readonly getDisableDirectives?: () => { readonly directives: readonly Directive[] };
  readonly getInlineConfigNodes?: () => readonly (Directive["node"] & { readonly value: string })[];
}

/** A place in a file: lines start at 1, columns at 0. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * Whether an ESLint comment switches a rule off at a place. A rule cannot know about `--no-inline-config`.
 *
 * @param ruleId the rule's name with its plugin's: `typed-session/no-untyped-token`
 */
export function isDisabled(sourceCode: Readonly<TSESLint.SourceCode>, ruleId: string, place: Place): boolean {
  const concerning = directivesOf(sourceCode as WithDirectives).filter(({ value }) =>
    namesIn(value).some((name) => name === ruleId || name === ""),
  );
  const ofLine = concerning.some(
    ({ type, node: { loc } }) =>
      (type === "disable-line" && loc.start.line === place.line) ||
      (type === "disable-next-line" && loc.end.line + 1 === place.line),
  );
  // ESLint gives them in the order of the text: the last one before the place decides.
  const ofBlock = concerning.findLast(
    ({ type, node: { loc } }) => (type === "disable" || type === "enable") && isBefore(loc.start, place),
  );
  return ofLine || ofBlock?.type === "disable";
}

function directivesOf(sourceCode: WithDirectives): readonly Directive[] {
  return (
    sourceCode.getDisableDirectives?.().directives ??
    (sourceCode.getInlineConfigNodes?.() ?? []).flatMap((node): Directive[] => {
      const [text = ""] = node.value.split(/\s-{2,}\s/);
      const [, type, value = ""] = /^eslint-([a-z-]+)(?!\S)([^]*)/.exec(text.trim()) ?? [];
      return isType(type) ? [{ type, value, node }] : [];
    })
  );
}

const types: readonly Directive["type"][] = ["disable", "enable", "disable-line", "disable-next-line"];

function isType(text: string | undefined): text is Directive["type"] {
  return types.some((type) => type === text);
}

function namesIn(value: string): string[] {
  return value.split(",").map((name) => name.trim().replace(/^(["'])(.*)\1$/, "$2"));
}

function isBefore(one: Place, other: Place): boolean {
  return one.line < other.line || (one.line === other.line && one.column <= other.column);
}
