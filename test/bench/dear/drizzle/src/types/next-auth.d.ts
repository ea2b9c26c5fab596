import type { DefaultSession } from "next-auth";
import "next-auth/jwt";

type License = "none" | "amateur" | "pro";
type Rank = "guest" | "regular" | "board";
interface OwnClub {
  name: string;
  duty: "rider" | "captain" | "treasurer";
}

declare module "next-auth" {
  interface Session {
    user: {
      riderId: string;
      callSign: string;
      license: License;
      rank: Rank;
      units: "km" | "miles";
      isSuspended: boolean;
      clubs: OwnClub[];
    } & DefaultSession["user"];
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    riderId: string;
    callSign: string;
    license: License;
    rank: Rank;
    units: "km" | "miles";
    isSuspended: boolean;
    clubs: OwnClub[];
  }
}
