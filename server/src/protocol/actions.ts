/** Request, client → server: what an action offers at a place; answers `ActionOfferAnswer[]`. */
export const actionOffersRequest = 'infrahubCascade/actionOffers';

/** Request, client → server: carries out an offer; answers whether the client took the edit. */
export const actionApplyRequest = 'infrahubCascade/applyAction';

/** An action at a place; the range is as in LSP. */
export interface ActionParams {
  readonly uri: string;
  readonly range: { readonly start: ActionPosition; readonly end: ActionPosition };
  readonly action: string;
}

interface ActionPosition {
  readonly line: number;
  readonly character: number;
}

/** One of the offers, by its title. */
export interface ActionApplyParams extends ActionParams {
  readonly title: string;
}

export interface ActionOfferAnswer {
  readonly title: string;
}
