/* The catalog and the managed policies, as catalogc wrote them, in read-only memory. */
        .section .rodata
        .balign 64
        .globl  iamsift_catalog_bytes
        .hidden iamsift_catalog_bytes
        .type   iamsift_catalog_bytes, @object
iamsift_catalog_bytes:
        .incbin "catalog.bin"
        .size   iamsift_catalog_bytes, . - iamsift_catalog_bytes

        .balign 64
        .globl  iamsift_policies_bytes
        .hidden iamsift_policies_bytes
        .type   iamsift_policies_bytes, @object
iamsift_policies_bytes:
        .incbin "policies.bin"
        .size   iamsift_policies_bytes, . - iamsift_policies_bytes

        .section .note.GNU-stack, "", @progbits
