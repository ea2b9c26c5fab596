import { getServerSession } from "next-auth";
import { Crew } from "@/components/Crew";
import { authOptions } from "@/lib/auth";
import { comingVoyages } from "@/lib/voyages";

export default async function VoyagesPage() {
  const session = await getServerSession(authOptions);
  if (!session) return <p>Nobody is on board.</p>;
  const voyages = await comingVoyages(session.user.harbour);
  return (
    <main>
      <h1>
        {session.user.title}, {session.user.harbour ?? "at sea"}
      </h1>
      {voyages.map((voyage) => (
        <article key={voyage.id}>
          <h2>
            {voyage.title} on {voyage.boat.name} from {voyage.boat.home.name}
          </h2>
          <p>
            {voyage.boat.sails.map(({ kind }) => kind).join(", ")}; {voyage._count.watches} watches;{" "}
            {voyage.calls.map(({ harbour }) => harbour.name).join(" – ")}
          </p>
          {session.user.rating !== "DECKHAND" && <Crew voyage={voyage} me={session.user.sailorId} />}
        </article>
      ))}
    </main>
  );
}
