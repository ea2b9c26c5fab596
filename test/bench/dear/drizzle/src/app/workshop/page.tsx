import { finish } from "@/lib/actions";
import { auth } from "@/lib/auth";
import { stand } from "@/lib/queries";

export default async function WorkshopPage() {
  const session = await auth();
  if (!session) return null;
  const bicycles = await stand(session.user.riderId);
  return (
    <table>
      <tbody>
        {bicycles.flatMap(({ frame, gears, repairs }) =>
          repairs.map(({ id, state, price, mechanic }) => (
            <tr key={id}>
              <td>
                {frame}, {gears} gears
              </td>
              <td>{state}</td>
              <td>{mechanic?.callSign}</td>
              <td>{price}</td>
              {session.user.rank === "board" && (
                <td>
                  <form action={finish.bind(null, id, price ?? "0")}>
                    <button>Done</button>
                  </form>
                </td>
              )}
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}
