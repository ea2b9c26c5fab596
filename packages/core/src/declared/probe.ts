import type ts from "typescript";
import type { AuthConfig } from "../discover/configs.js";
import type { InterfaceName } from "../report.js";

/**
 * A virtual file beside a config that imports the library's interfaces as any reader there would. What TypeScript resolves for
 * it, augmentations included, is by definition what readers see.
 */
export interface Probe {
  readonly fileName: string;
  readonly text: string;
}

const interfaces: readonly InterfaceName[] = ["Session", "JWT", "User", "Profile", "Account"];

export function probeFor(config: AuthConfig): Probe {
  const { fileName } = config.node.getSourceFile();
  const { specifiers } = config.library;
  const imports = interfaces.map((name) => `import type { ${name} } from ${JSON.stringify(specifiers[name])};`);
  const members = interfaces.map((name) => `  ${name}: ${name};`);
  return {
    fileName: `${fileName.slice(0, fileName.lastIndexOf("/"))}/typed-session-probe.d.ts`,
    text: `${imports.join("\n")}\nexport interface Probe {\n${members.join("\n")}\n}\n`,
  };
}

/** The interfaces as the probe's importers see them. An interface that does not resolve is left out. */
export function probedInterfaces(tsModule: typeof ts, program: ts.Program, probe: Probe): Map<InterfaceName, ts.Type> {
  const found = new Map<InterfaceName, ts.Type>();
  const file = program.getSourceFile(probe.fileName);
  const declaration = file?.statements.find(tsModule.isInterfaceDeclaration);
  if (!declaration) return found;
  const checker = program.getTypeChecker();
  for (const member of declaration.members) {
    const name = interfaces.find((candidate) => member.name?.getText(file) === candidate);
    const type =
      tsModule.isPropertySignature(member) && member.type ? checker.getTypeFromTypeNode(member.type) : undefined;
    if (name && type && (type.flags & tsModule.TypeFlags.Any) === 0) found.set(name, type);
  }
  return found;
}
