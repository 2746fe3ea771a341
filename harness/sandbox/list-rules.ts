// Lists the rules in a network namespace for evidence/ruleset.ts (`lockInRules`). nft sees nftables and iptables-nft
// rules. iptables-legacy has its own tables, which exist only if something used them.

// nft sees the nftables and iptables-nft rules; iptables-legacy has tables of its own, and only if something used them. A file of
// /proc has no size, so it is read.
export const listRules = `
	nft -j list ruleset
	printf '\\n'
	for family in ip ip6; do
		tool=\${family}tables-legacy-save
		command -v $tool >/dev/null && read -r _ 2>/dev/null < /proc/net/\${family}_tables_names && $tool
	done; true`;
