import type { WholeVoyage } from "@/lib/voyages";

export function Crew({ voyage, me }: { voyage: WholeVoyage; me: string }) {
  return (
    <ul>
      {voyage.berths.map(({ sailor, number, wish }) => (
        <li key={sailor.id} aria-current={sailor.id === me}>
          {number}: {sailor.callName} {wish && `(${wish})`}
          {sailor.skills.map(({ skill, level }) => `${skill.name} ${level}`).join(", ")}
        </li>
      ))}
    </ul>
  );
}
