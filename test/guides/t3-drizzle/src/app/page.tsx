import Link from "next/link";

import { auth } from "~/server/auth";

export default async function Home() {
  const session = await auth();

  return (
    <main>
      <p>{session && <span>You are {session.user?.name}</span>}</p>
      <Link href={session ? "/api/auth/signout" : "/api/auth/signin"}>{session ? "Leave" : "Enter"}</Link>
    </main>
  );
}
