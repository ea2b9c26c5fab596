import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");

const pages = execFileSync("git", ["ls-files", "*.md"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((name) => name !== "" && !/^(?:fixtures|\.changeset)\/|^test\/guides\/|CHANGELOG\.md$/.test(name));

/** What GitHub makes of a heading for the end of an address. */
function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
}

function anchorsOf(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => anchorOf(heading));
}

/** The links of a page that lead to nothing in the repository. */
function brokenLinks(page: string): string[] {
  const file = join(root, page);
  const text = readFileSync(file, "utf8").replace(/^```[^]*?^```/gm, "");
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  return targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [path = "", anchor] = target.split("#");
    const linked = path === "" ? file : resolve(dirname(file), path);
    if (!existsSync(linked)) return true;
    return anchor !== undefined && linked.endsWith(".md") && !anchorsOf(linked).includes(anchor);
  });
}

test("the pages are found", () => {
  expect(pages).toEqual(expect.arrayContaining(["README.md", "docs/ARCHITECTURE.md"]));
});

test.each(pages)("every link of %s leads somewhere", (page) => {
  expect(brokenLinks(page)).toEqual([]);
});

describe.each([
  { page: "docs/ARCHITECTURE.md", bases: ["packages/core/src", "packages", "."] },
  {
    page: "packages/core/src/infer/README.md",
    bases: ["packages/core/src/infer", "packages/core/src/infer/interpreter"],
  },
])("$page", ({ page, bases }) => {
  const text = readFileSync(join(root, page), "utf8");

  test("the page names only files that exist", () => {
    const named = [...text.matchAll(/`((?:[\w.-]+\/)*[\w.-]+\.ts)`/g)].map(([, name = ""]) => name);
    const tests = execFileSync("git", ["ls-files", "*.test.ts"], { cwd: root, encoding: "utf8" }).split("\n");
    const isThere = (name: string): boolean =>
      bases.some((base) => existsSync(join(root, base, name))) ||
      tests.some((one) => one.endsWith(`/${name}`)) ||
      /^(?:auth|next-auth\.d)\.ts$/.test(relative(".", name));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !isThere(name))).toEqual([]);
  });
});
