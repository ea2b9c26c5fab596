"use client";
import { queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { get, send } from "@/lib/http";
import { baker } from "@/schemas/baker";
import { order, orderPage, type Order } from "@/schemas/order";
import { recipe, recipePage } from "@/schemas/recipe";
import { supplier } from "@/schemas/supplier";
import type { Inputs, Outputs } from "@/server/router";

export const recipesQuery = (text: string) =>
  queryOptions({
    queryKey: ["recipes", { text }] as const,
    queryFn: (): Promise<Outputs["recipes"]["list"]> => get(recipePage, `/api/recipes?text=${text}`),
    select: ({ rows, total }) => ({ total, byTitle: new Map(rows.map((row) => [row.title, row])) }),
  });

export function useOrders(state: Order["state"]) {
  return useInfiniteQuery({
    queryKey: ["orders", state] as const,
    queryFn: ({ pageParam, queryKey: [, wanted] }) =>
      get(orderPage, `/api/orders?state=${wanted}&after=${pageParam ?? ""}`),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

export function usePlaceOrder() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Inputs["orders"]["place"]) => send(order, "/api/orders", input),
    onMutate: async () => {
      await client.cancelQueries({ queryKey: ["orders"] });
      return { before: client.getQueriesData<z.infer<typeof orderPage>>({ queryKey: ["orders"] }) };
    },
    onError: (_error, _input, context) => context?.before.forEach(([key, data]) => client.setQueryData(key, data)),
  });
}

export const useStaff = () =>
  useQuery({ queryKey: ["staff"], queryFn: () => get(z.array(baker.omit({ pin: true })), "/api/staff") });

export const useSuppliers = () =>
  useQuery({ queryKey: ["suppliers"], queryFn: () => get(z.array(supplier), "/api/suppliers") });

export const useWriteRecipe = () =>
  useMutation({ mutationFn: (input: Inputs["recipes"]["write"]) => send(recipe, "/api/recipes", input) });
