-- SPDX-License-Identifier: EUPL-1.2
-- A request is a document presented: its entry in the register (Llei 39/2015, art. 16). Null in older rows.
alter table signatures_request add column entry TEXT;
alter table signatures_request add column number TEXT;
alter table signatures_request add column receipt TEXT;
