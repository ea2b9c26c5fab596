import { describe, expect, it } from "vitest";
import { copyOfWorkspace } from "./support/workspace-copy.js";
import { checkFixedFrom, findingsFrom, workspaces } from "./support/workspaces.js";

describe.each(workspaces)("the workspace $name", (workspace) => {
  const { name, findings, holder, readers } = workspace;

  it("has the same findings from the root and from each package that sees the session", () => {
    const root = copyOfWorkspace(name);
    for (const directory of [holder, ...readers]) expect(findingsFrom(root, directory), directory).toEqual(findings);
    expect(findingsFrom(root, "", "--recursive")).toEqual(findings);
  });

  it("is fixed from a package that reads the session, as the compiler agrees in every package", () => {
    checkFixedFrom(workspace, readers[0]);
  });
});
