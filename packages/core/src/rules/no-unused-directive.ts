import { commentRange } from "../compiler/comments.js";
import type { EditSet } from "../edits/text-edit.js";
import { replace } from "../edits/members.js";
import { suppresses, type Directive, type NamedRule } from "./directives.js";
import type { Finding } from "../declare/finding.js";
import type { FoundBy, Rule, RuleContext } from "./rule.js";

export const noUnusedDirective: Rule = {
  name: "no-unused-directive",
  code: 990008,
  severity: "warn",
  summary: "A `typed-session-disable` comment switches off a rule that finds nothing there",
  fix: "Removes the comment, or the rule's name from it",
  action: "Remove the directive",
  looksAtAll: true,
  check: (context, found) => context.directives.flatMap((directive) => unused(context, directive, found)),
};

function unused({ severityOf, ruleNames }: RuleContext, directive: Directive, found: readonly FoundBy[]): Finding[] {
  const { file, comment, rules } = directive;
  const suppressed = found.filter((one) => suppresses(directive, one));
  const whole = { file, start: comment.start, end: comment.end };
  if (!rules) {
    if (suppressed.length > 0) return [];
    return [
      { ...whole, message: "This directive has no effect: nothing is found there.", edits: removal(directive, []) },
    ];
  }
  // A rule that is off finds nothing, which does not make its directive unused.
  const idle = rules.filter(
    ({ name }) =>
      !ruleNames.includes(name) || (severityOf(name) !== "off" && !suppressed.some(({ rule }) => rule.name === name)),
  );
  const left = rules.filter((rule) => !idle.includes(rule));
  return idle.map(({ name, start, end }, index) => ({
    file,
    start,
    end,
    message: ruleNames.includes(name)
      ? `This directive has no effect: \`${name}\` finds nothing there.`
      : `There is no rule \`${name}\`.`,
    // One edit removes all of them; the first finding carries it.
    edits: index === 0 ? removal(directive, left) : { edits: [], newFiles: [] },
  }));
}

/** Edits that reduce the comment to the names in `left`, or remove it if none is left. */
function removal({ file, comment, rules = [] }: Directive, left: readonly NamedRule[]): EditSet {
  const [first] = rules;
  const last = rules.at(-1);
  if (left.length === 0 || !first || !last) {
    const { start, end } = commentRange(file, comment);
    return { edits: [replace(file, start, end, "")], newFiles: [] };
  }
  return { edits: [replace(file, first.start, last.end, left.map(({ name }) => name).join(", "))], newFiles: [] };
}
