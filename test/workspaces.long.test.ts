import { describe, it } from "vitest";
import { checkFixedFrom, workspaces } from "./support/workspaces.js";

describe.each(workspaces)("the workspace $name", (workspace) => {
  it.each([workspace.holder, ...workspace.readers.slice(1), ""])("is fixed from %j", (directory) => {
    checkFixedFrom(workspace, directory);
  });
});
