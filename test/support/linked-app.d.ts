/** A real app in a directory of its own, on the real next-auth and with the plugin in its node_modules. */
export interface LinkedApp {
  readonly root: string;
  readonly path: (name: string) => string;
  readonly read: (name: string) => string;
  readonly write: (name: string, text: string) => void;
  /** Puts a package into its node_modules: one of those that the tests have installed, under its own name or another. */
  readonly link: (name: string, installedAs?: string) => void;
  readonly remove: () => void;
}
export declare const compilerOptions: {
  strict: boolean;
  target: string;
  lib: string[];
  module: string;
  moduleResolution: string;
  skipLibCheck: boolean;
  noEmit: boolean;
  types: never[];
};
export declare const plugin: {
  name: string;
};
/** A session with one field that no declaration knows. */
export declare const auth =
  'import type { NextAuthOptions } from "next-auth";\n\nexport const authOptions: NextAuthOptions = {\n  providers: [],\n  callbacks: {\n    session({ session }) {\n      session.plan = "free";\n      return session;\n    },\n  },\n};\n';
/** The text of a tsconfig with these plugins. */
export declare function tsconfigWith(...plugins: readonly object[]): string;
/** @param files by their names in the app; the tsconfig, unless it is among them, loads the plugin */
export declare function linkedApp(files: Readonly<Record<string, string>>): LinkedApp;
/** The app in a directory, with the plugin in its node_modules. */
export declare function linkedAppAt(root: string): LinkedApp;
/** The app in a directory, as it is. */
export declare function appAt(root: string): LinkedApp;
