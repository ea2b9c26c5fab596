import type { Diagnostic, FindingWithParts } from "@typed-session/core";
import { shown, shownData } from "@typed-session/core/shown";
import { flowLine, type NameFile } from "./flow.js";
import { withoutCommands } from "./lines.js";

export interface JunitContext {
  /** The files with auth configs: one without a finding is a passing test. */
  readonly configs: readonly string[];
  readonly nameFile: NameFile;
  /** Whether warnings fail the run, and so their tests. */
  readonly doWarningsFail: boolean;
}

/**
 * Findings as a JUnit report in the elements and attributes of Jenkins' schema, which others read as well: a suite for
 * each file, a test for each finding. A warning that does not fail the run is a passing test with its text as output.
 */
export function renderJunit(findings: readonly FindingWithParts[], context: JunitContext): string {
  const files = [...new Set([...context.configs, ...findings.map(({ file }) => file)])];
  const suites = files.map((file) =>
    suite(
      file,
      findings.filter((one) => one.file === file),
      context,
    ),
  );
  const failures = findings.filter((one) => isFailure(one, context)).length;
  const counts = attributes({ name: "typed-session", tests: testsIn(suites), failures, errors: 0 });
  return withoutCommands(
    `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n` +
      `${suites.map(({ xml }) => xml).join("")}</testsuites>\n`,
  );
}

interface Suite {
  readonly tests: number;
  readonly xml: string;
}

function testsIn(suites: readonly Suite[]): number {
  return suites.reduce((sum, { tests }) => sum + tests, 0);
}

function suite(file: string, found: readonly FindingWithParts[], context: JunitContext): Suite {
  const name = context.nameFile(file);
  const tests = found.length === 0 ? [test(name, "session types", "")] : found.map((one) => testOf(one, name, context));
  const failures = found.filter((one) => isFailure(one, context)).length;
  const counts = attributes({ name, tests: tests.length, failures, errors: 0 });
  return { tests: tests.length, xml: `  <testsuite ${counts}>\n${tests.join("")}  </testsuite>\n` };
}

function testOf(given: FindingWithParts, name: string, context: JunitContext): string {
  const { severity, rule, message, line, column, flow, parts } = shownData(given);
  const named = (file: string): string => shown(context.nameFile(file));
  const lines = [
    `${shown(name)}:${line}:${column}`,
    message,
    ...(flow.length > 0 ? [flowLine(flow, named)] : []),
    ...parts.map((part) => `${named(part.file)}:${part.line}: ${part.message}`),
  ];
  const body = escaped(lines.join("\n"));
  const kind = severity === "error" ? "error" : "warning";
  return test(
    name,
    `${rule} ${line}:${column}`,
    isFailure(given, context)
      ? `      <failure ${attributes({ type: kind, message })}>${body}</failure>\n`
      : `      <system-out>${kind}: ${body}</system-out>\n`,
  );
}

function test(className: string, name: string, content: string): string {
  const head = `    <testcase ${attributes({ name, classname: className, time: 0 })}`;
  return content === "" ? `${head} />\n` : `${head}>\n${content}    </testcase>\n`;
}

function isFailure({ severity }: Diagnostic, { doWarningsFail }: JunitContext): boolean {
  return severity === "error" || doWarningsFail;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(shown(String(value)))}"`)
    .join(" ");
}

/**
 * Text escaped for XML and its attributes. By hand: these are all the special characters, and `shown` has escaped the
 * control characters and lone surrogates that XML cannot hold, which libraries for XML leave alone.
 */
function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replace(/[\ufffe\uffff]/g, "\ufffd");
}
